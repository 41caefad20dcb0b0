#include "stride/data/loader/loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "stride/data/transform/compose.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/flip.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

// Colour images of 6 x 5 whose samples depend on index and place. One of them cannot be read, one
// has another size.
class TestDataset : public Dataset {
 public:
  explicit TestDataset(int64_t size, int64_t corrupt = -1, int64_t larger = -1)
      : size_(size), corrupt_(corrupt), larger_(larger) {}
  int64_t size() const override { return size_; }
  const std::vector<std::string>& class_names() const override { return class_names_; }
  absl::StatusOr<Example> Get(int64_t index) const override {
    if (index == corrupt_) return absl::DataLossError("cannot be read");
    Image image(index == larger_ ? 7 : 6, 5, 3);
    uint8_t* pixels = image.mutable_data();
    for (int64_t i = 0; i < image.size_bytes(); ++i) {
      pixels[i] = static_cast<uint8_t>(31 * index + i);
    }
    return Example{image, index % 2};
  }
  std::string Id(int64_t index) const override { return absl::StrCat("test/", index); }

 private:
  int64_t size_;
  int64_t corrupt_;
  int64_t larger_;
  std::vector<std::string> class_names_ = {"even", "odd"};
};

std::unique_ptr<Loader> MakeLoader(const LoaderOptions& options, int64_t size = 23,
                                   int64_t corrupt = -1, int64_t larger = -1) {
  return *Loader::Create(std::make_shared<TestDataset>(size, corrupt, larger), options);
}

LoaderOptions Augmented() {
  LoaderOptions options;
  options.batch_size = 4;
  options.shuffle = true;
  options.seed = 5;
  options.transform = Compose({RandomCrop(5, 1), RandomHorizontalFlip()});
  return options;
}

// What the rest of an epoch yields: copies, so that buffers may be used again.
std::vector<Batch> Rest(Loader& loader) {
  std::vector<Batch> batches;
  while (true) {
    absl::StatusOr<std::optional<Batch>> batch = loader.Next();
    EXPECT_TRUE(batch.ok()) << batch.status();
    if (!batch.ok() || !batch->has_value()) return batches;
    batches.push_back({(*batch)->images.clone(), (*batch)->labels.clone(), (*batch)->indices});
  }
}

std::vector<Batch> Epoch(Loader& loader, int64_t epoch, int64_t first_batch = 0) {
  EXPECT_TRUE(loader.StartEpoch(epoch, first_batch).ok());
  return Rest(loader);
}

void ExpectSame(const std::vector<Batch>& a, const std::vector<Batch>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_TRUE(a[i].images.equal(b[i].images)) << i;
    EXPECT_TRUE(a[i].labels.equal(b[i].labels)) << i;
    EXPECT_EQ(a[i].indices, b[i].indices) << i;
  }
}

absl::Status FirstError(Loader& loader) {
  while (true) {
    const auto batch = loader.Next();
    if (!batch.ok()) return batch.status();
    if (!batch->has_value()) return absl::OkStatus();
  }
}

TEST(Loader, BatchesHoldTheExamples) {
  LoaderOptions options;
  options.batch_size = 10;
  options.normalize = {{0.5f, 0.5f, 0.5f}, {0.5f, 0.5f, 0.5f}};
  const auto loader = MakeLoader(options);
  EXPECT_EQ(loader->batches_per_epoch(), 3);
  EXPECT_EQ(loader->examples_per_epoch(), 23);
  const std::vector<Batch> batches = Epoch(*loader, 0);
  ASSERT_EQ(batches.size(), 3u);
  EXPECT_EQ(batches[2].images.sizes(), (std::vector<int64_t>{3, 3, 6, 5}));
  EXPECT_THAT(batches[2].indices, ::testing::ElementsAre(20, 21, 22));
  EXPECT_EQ(batches[2].labels[1].item<int64_t>(), 1);
  // Row 2, column 1, green of example 21.
  const float sample = static_cast<float>((31 * 21 + (2 * 5 + 1) * 3 + 1) % 256);
  EXPECT_EQ(batches[2].images[1][1][2][1].item<float>(), (sample / 255 - 0.5f) / 0.5f);
}

TEST(Loader, TheNumberOfThreadsChangesNoBit) {
  LoaderOptions options = Augmented();
  options.num_threads = 0;
  const std::vector<Batch> expected = Epoch(*MakeLoader(options), 3);
  for (const int threads : {1, 2, 5}) {
    for (const int prefetch : {1, 3, 100}) {
      options.num_threads = threads;
      options.prefetch = prefetch;
      const auto loader = MakeLoader(options);
      Epoch(*loader, 0);
      ExpectSame(Epoch(*loader, 3), expected);
    }
  }
}

TEST(Loader, EpochsDiffer) {
  const auto loader = MakeLoader(Augmented());
  EXPECT_NE(Epoch(*loader, 0)[0].indices, Epoch(*loader, 1)[0].indices);
}

TEST(Loader, AnEpochCanBeginInItsMiddle) {
  const auto loader = MakeLoader(Augmented());
  const std::vector<Batch> whole = Epoch(*loader, 2);
  ExpectSame(Epoch(*loader, 2, 4), {whole.begin() + 4, whole.end()});
  EXPECT_TRUE(Epoch(*loader, 2, 6).empty());
  EXPECT_FALSE(loader->StartEpoch(2, 7).ok());
}

TEST(Loader, AnEpochCanBeLeftAndALoaderDroppedAtAnyTime) {
  for (int taken = 0; taken < 4; ++taken) {
    const auto loader = MakeLoader(Augmented());
    ASSERT_TRUE(loader->StartEpoch(0).ok());
    for (int i = 0; i < taken; ++i) ASSERT_TRUE(loader->Next().ok());
    EXPECT_EQ(Epoch(*loader, 1).size(), 6u);
    ASSERT_TRUE(loader->StartEpoch(2).ok());
  }
}

TEST(Loader, ChannelsLastHoldsTheSameValues) {
  LoaderOptions options = Augmented();
  const std::vector<Batch> expected = Epoch(*MakeLoader(options), 0);
  options.channels_last = true;
  const std::vector<Batch> batches = Epoch(*MakeLoader(options), 0);
  EXPECT_TRUE(batches[0].images.is_contiguous(at::MemoryFormat::ChannelsLast));
  ExpectSame(batches, expected);
}

TEST(Loader, DropLastAndShards) {
  LoaderOptions options = Augmented();
  options.drop_last = true;
  EXPECT_EQ(Epoch(*MakeLoader(options), 0).size(), 5u);
  options.num_shards = 2;
  std::set<int64_t> seen;
  for (options.shard_index = 0; options.shard_index < 2; ++options.shard_index) {
    const std::vector<Batch> batches = Epoch(*MakeLoader(options), 0);
    EXPECT_EQ(batches.size(), 2u);
    for (const Batch& batch : batches) seen.insert(batch.indices.begin(), batch.indices.end());
  }
  EXPECT_EQ(seen.size(), 16u);
}

TEST(Loader, BuffersAreUsedAgainOnlyWhenNobodyHoldsThem) {
  LoaderOptions options;
  options.batch_size = 1;
  options.num_threads = 0;
  const auto loader = MakeLoader(options, /*size=*/50);
  ASSERT_TRUE(loader->StartEpoch(0).ok());
  std::vector<at::Tensor> kept;
  std::set<const void*> places;
  for (int i = 0; i < 20; ++i) kept.push_back((*loader->Next())->images.narrow(2, 0, 1));
  for (const at::Tensor& tensor : kept) places.insert(tensor.data_ptr());
  EXPECT_EQ(places.size(), 20u);
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(kept[i].flatten()[0].item<float>(), (31 * i) % 256 / 255.0f) << i;
  }
  kept.clear();
  for (int i = 0; i < 20; ++i) places.insert((*loader->Next())->images.data_ptr());
  EXPECT_EQ(places.size(), 20u);
}

TEST(Loader, AnErrorArrivesAtItsTurnAndNamesTheExample) {
  for (const int threads : {0, 3}) {
    LoaderOptions options;
    options.batch_size = 4;
    options.num_threads = threads;
    const auto loader = MakeLoader(options, 23, /*corrupt=*/9);
    ASSERT_TRUE(loader->StartEpoch(0).ok());
    EXPECT_TRUE(loader->Next().ok());
    EXPECT_TRUE(loader->Next().ok());
    const absl::Status status = loader->Next().status();
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
    EXPECT_EQ(std::string(status.message()), "test/9: cannot be read");
    EXPECT_FALSE((*loader->Next()).has_value());
  }
}

TEST(Loader, CorruptExamplesCanBeSkippedAndAreCounted) {
  LoaderOptions options;
  options.batch_size = 4;
  options.skip_corrupt = true;
  const auto loader = MakeLoader(options, 23, /*corrupt=*/9);
  const std::vector<Batch> batches = Epoch(*loader, 0);
  EXPECT_EQ(loader->skipped(), 1);
  EXPECT_THAT(batches[2].indices, ::testing::ElementsAre(8, 10, 11));
  EXPECT_EQ(batches[2].images.size(0), 3);
  EXPECT_EQ(batches[2].labels.size(0), 3);
}

TEST(Loader, ImagesOfDifferentSizesAreAnError) {
  LoaderOptions options;
  options.batch_size = 4;
  const auto loader = MakeLoader(options, 23, -1, /*larger=*/6);
  ASSERT_TRUE(loader->StartEpoch(0).ok());
  EXPECT_THAT(FirstError(*loader).ToString(),
              HasSubstr("test/6: expected an image of 6x5x3 like the others of its batch, found "
                        "7x5x3; add a resize or a crop"));
}

TEST(Loader, AnImageOfOtherChannelsThanTheNormalisationIsAnError) {
  LoaderOptions options;
  options.normalize = MnistNormalize();
  const auto loader = MakeLoader(options);
  ASSERT_TRUE(loader->StartEpoch(0).ok());
  EXPECT_THAT(FirstError(*loader).ToString(), HasSubstr("test/0: the image has 3 channels"));
}

TEST(Loader, OptionsOutOfRangeAreErrors) {
  const auto error = [](auto change) {
    LoaderOptions options;
    change(options);
    return Loader::Create(std::make_shared<TestDataset>(3), options).status().ToString();
  };
  EXPECT_THAT(error([](LoaderOptions& o) { o.batch_size = 0; }),
              HasSubstr("loader: batch_size must be from 1 to 1073741824, is 0"));
  EXPECT_THAT(error([](LoaderOptions& o) { o.num_threads = -1; }), HasSubstr("num_threads"));
  EXPECT_THAT(error([](LoaderOptions& o) { o.prefetch = 0; }), HasSubstr("prefetch"));
  EXPECT_THAT(error([](LoaderOptions& o) { o.shard_index = 1; }), HasSubstr("shard_index"));
}

}  // namespace
}  // namespace stride
