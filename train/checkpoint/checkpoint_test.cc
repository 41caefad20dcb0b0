#include "stride/train/checkpoint/checkpoint.h"

#include <ATen/ops/full_like.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <memory>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "stride/data/base/file.h"
#include "stride/models/core/safetensors.h"
#include "stride/models/core/weights.h"
#include "stride/models/fashion_cnn/fashion_cnn.h"
#include "stride/models/mlp/mlp.h"
#include "stride/train/optimizer/adam.h"
#include "stride/train/optimizer/sgd.h"

namespace stride {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

// A small network and its optimizer, some steps into a run.
struct Training {
  explicit Training(uint64_t seed, int64_t width = 3) {
    MlpOptions options;
    options.input = {1, 2, 2};
    options.num_classes = 2;
    options.hidden = {width};
    options.seed = seed;
    classifier = *MakeMlp(options);
    SgdOptions sgd;
    sgd.momentum = 0.9;
    optimizer = *MakeSgd(OptimizeAll(classifier->Parameters()), sgd);
  }

  void Step() {
    for (const NamedTensor& item : classifier->Parameters()) {
      item.tensor.mutable_grad() = at::full_like(item.tensor, 0.5);
    }
    optimizer->Step(0.1);
  }

  std::unique_ptr<Classifier> classifier;
  std::unique_ptr<Optimizer> optimizer;
};

TrainState State() {
  TrainState state;
  state.epoch = 3;
  state.batch = 4;
  state.step = 34;
  state.best_accuracy = 0.1;
  state.loss_sum = 1.0 / 3;
  state.correct = 5;
  state.examples = 8;
  state.seed = ~uint64_t{0};
  state.batches_per_epoch = 10;
  return state;
}

void ExpectEqual(const std::vector<NamedTensor>& a, const std::vector<NamedTensor>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].name, b[i].name);
    EXPECT_TRUE(a[i].tensor.equal(b[i].tensor)) << a[i].name;
  }
}

class CheckpointTest : public ::testing::Test {
 protected:
  CheckpointTest() { fs::create_directories(folder_); }

  const fs::path folder_ = fs::path(::testing::TempDir()) /
                           ::testing::UnitTest::GetInstance()->current_test_info()->name();
  const std::string path_ = folder_ / "last.safetensors";
};

TEST_F(CheckpointTest, BringsEverythingBackBitForBit) {
  Training saved(1);
  saved.Step();
  ASSERT_TRUE(SaveCheckpoint(path_, *saved.classifier, *saved.optimizer, State()).ok());

  Training loaded(2);
  const auto state = LoadCheckpoint(path_, *loaded.classifier, *loaded.optimizer);
  ASSERT_TRUE(state.ok()) << state.status();
  EXPECT_EQ(state->epoch, 3);
  EXPECT_EQ(state->batch, 4);
  EXPECT_EQ(state->step, 34);
  EXPECT_EQ(state->best_accuracy, 0.1);
  EXPECT_EQ(state->loss_sum, 1.0 / 3);
  EXPECT_EQ(state->correct, 5);
  EXPECT_EQ(state->examples, 8);
  EXPECT_EQ(state->seed, ~uint64_t{0});
  EXPECT_EQ(state->batches_per_epoch, 10);
  ExpectEqual(StateTensors(*loaded.classifier), StateTensors(*saved.classifier));
  ExpectEqual(loaded.optimizer->State(), saved.optimizer->State());
}

TEST_F(CheckpointTest, HoldsBuffersToo) {
  const auto classifier = *MakeFashionCnn({});
  const auto optimizer = *MakeAdam(OptimizeAll(classifier->Parameters()));
  ASSERT_FALSE(classifier->Buffers().empty());
  const NamedTensor buffer = classifier->Buffers().front();
  buffer.tensor.fill_(7);
  ASSERT_TRUE(SaveCheckpoint(path_, *classifier, *optimizer, {}).ok());
  buffer.tensor.fill_(8);
  ASSERT_TRUE(LoadCheckpoint(path_, *classifier, *optimizer).ok());
  EXPECT_EQ(buffer.tensor.min().item<double>(), 7);
}

// Expects LoadCheckpoint to fail with `message` and to change nothing.
void ExpectRefused(const std::string& path, Training& training, const std::string& message) {
  std::vector<NamedTensor> before;
  for (const NamedTensor& item : StateTensors(*training.classifier)) {
    before.push_back({item.name, item.tensor.clone()});
  }
  const auto state = LoadCheckpoint(path, *training.classifier, *training.optimizer);
  ASSERT_FALSE(state.ok());
  EXPECT_THAT(std::string(state.status().message()), HasSubstr(message));
  ExpectEqual(StateTensors(*training.classifier), before);
  EXPECT_TRUE(training.optimizer->State().empty());
}

TEST_F(CheckpointTest, RefusesWhatDoesNotFitAndChangesNothing) {
  Training saved(1);
  saved.Step();
  ASSERT_TRUE(SaveCheckpoint(path_, *saved.classifier, *saved.optimizer, State()).ok());
  Training wider(2, 5);
  ExpectRefused(path_, wider, "layers.fc1.weight");
  Training other(2);
  other.optimizer = *MakeAdam(OptimizeAll(other.classifier->Parameters()));
  ExpectRefused(path_, other, "there is no such state in adam");
}

TEST_F(CheckpointTest, RefusesOtherFilesAndChangesNothing) {
  Training training(1);
  ExpectRefused(path_, training, path_);
  ASSERT_TRUE(SaveWeights(*training.classifier, path_).ok());
  ExpectRefused(path_, training, "not a training checkpoint");
  ASSERT_TRUE(SaveCheckpoint(path_, *training.classifier, *training.optimizer, {}).ok());
  TensorFile file = *ReadSafetensors(path_);
  file.metadata["step"] = "-4";
  ASSERT_TRUE(WriteSafetensors(path_, file.tensors, file.metadata).ok());
  ExpectRefused(path_, training, "metadata \"step\": expected a number, found \"-4\"");
  const std::string bytes = *ReadFile(path_);
  ASSERT_TRUE(WriteFileAtomically(path_, bytes.substr(0, bytes.size() - 1)).ok());
  ExpectRefused(path_, training, path_);
}

// Files of this process cannot grow while it lives.
class NoRoomOnDisk {
 public:
  NoRoomOnDisk() {
    handler_ = std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &limit_);
    const rlimit tiny = {64, limit_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &tiny);
  }
  ~NoRoomOnDisk() {
    setrlimit(RLIMIT_FSIZE, &limit_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  void (*handler_)(int);
  rlimit limit_;
};

TEST_F(CheckpointTest, AFailedWriteLeavesTheOldFileAlone) {
  Training training(1);
  ASSERT_TRUE(SaveCheckpoint(path_, *training.classifier, *training.optimizer, {}).ok());
  const std::string before = *ReadFile(path_);
  absl::Status status;
  {
    const NoRoomOnDisk no_room;
    training.Step();
    status = SaveCheckpoint(path_, *training.classifier, *training.optimizer, State());
  }
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(std::string(status.message()), HasSubstr(path_));
  EXPECT_EQ(*ReadFile(path_), before);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

TEST_F(CheckpointTest, FailsWhereTheFolderIsMissingOrForbidden) {
  const Training training(1);
  const auto save = [&](const std::string& path) {
    return SaveCheckpoint(path, *training.classifier, *training.optimizer, {});
  };
  EXPECT_FALSE(save(folder_ / "missing/last.safetensors").ok());
  ASSERT_TRUE(WriteFileAtomically(folder_ / "file", "x").ok());
  EXPECT_FALSE(save(folder_ / "file/last.safetensors").ok());
  if (geteuid() == 0) return;  // root may write anywhere
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_THAT(std::string(save(path_).message()), HasSubstr("Permission denied"));
  fs::permissions(folder_, fs::perms::owner_all);
}

}  // namespace
}  // namespace stride
