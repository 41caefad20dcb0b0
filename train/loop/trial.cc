#include "stride/train/loop/trial.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "stride/models/mlp/mlp.h"
#include "stride/train/optimizer/adam.h"
#include "stride/train/schedule/constant.h"

namespace stride {
namespace {

class HalvesDataset : public Dataset {
 public:
  HalvesDataset(int64_t size, int side) : size_(size), side_(side) {}

  int64_t size() const override { return size_; }
  const std::vector<std::string>& class_names() const override { return names_; }
  std::string Id(int64_t index) const override { return absl::StrCat("halves/", index); }
  absl::StatusOr<Example> Get(int64_t index) const override {
    Image image(side_, side_, 1);
    const int64_t pixels = image.size_bytes();
    for (int64_t i = 0; i < pixels; ++i) {
      const bool upper = i < pixels / 2;
      image.mutable_data()[i] = (index * 31 + i * 57) % 128 + (upper == (index % 2 == 0) ? 127 : 0);
    }
    return Example{image, index % 2};
  }

 private:
  const int64_t size_;
  const int side_;
  const std::vector<std::string> names_ = {"upper", "lower"};
};

}  // namespace

DatasetPtr MakeHalves(int64_t size, int side) {
  return std::make_shared<HalvesDataset>(size, side);
}

Trial::Trial(const std::string& run_directory, double learning_rate) {
  LoaderOptions loading;
  loading.batch_size = 8;
  loading.num_threads = 0;
  test = *Loader::Create(MakeHalves(24, 28), loading);
  loading.shuffle = true;
  loading.seed = 7;
  train = *Loader::Create(MakeHalves(40, 28), loading);
  MlpOptions mlp;
  mlp.num_classes = 2;
  mlp.hidden = {16};
  mlp.dropout = 0.5;
  SetClassifier(*MakeMlp(mlp));
  options.epochs = 2;
  options.loss = CrossEntropy();
  options.schedule = *Constant(learning_rate);
  options.run_directory = run_directory;
}

void Trial::SetClassifier(std::unique_ptr<Classifier> made) {
  classifier = std::move(made);
  SetOptimizer(*MakeAdam(OptimizeAll(classifier->Parameters())));
}

void Trial::SetOptimizer(std::unique_ptr<Optimizer> made) {
  optimizer = std::move(made);
  options.optimizer = optimizer.get();
}

absl::StatusOr<FitResult> Trial::Fit() {
  return stride::Fit(*classifier, *train, test.get(), options);
}

std::string Trial::ErrorMessage() { return absl::StrCat(Fit().status().message()); }

void ExpectSameWeights(const Trial& a, const Trial& b) {
  const auto expected = StateTensors(*a.classifier);
  const auto actual = StateTensors(*b.classifier);
  ASSERT_EQ(expected.size(), actual.size());
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_TRUE(expected[i].tensor.equal(actual[i].tensor)) << expected[i].name;
  }
}

}  // namespace stride
