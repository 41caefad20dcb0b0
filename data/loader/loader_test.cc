#include "stride/data/loader/loader.h"

#include <c10/core/InferenceMode.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>
#include <vector>

#include "stride/data/loader/loader_test_util.h"
#include "stride/data/transform/compose.h"
#include "stride/data/transform/crop.h"
#include "stride/data/transform/flip.h"
#include "stride/data/transform/random_resized_crop.h"

namespace stride {
namespace {

LoaderOptions Augmented() {
  LoaderOptions options;
  options.batch_size = 4;
  options.shuffle = true;
  options.seed = 5;
  options.transform = Compose({RandomCrop(5, 1), RandomHorizontalFlip()});
  return options;
}

void ExpectSame(const std::vector<Batch>& a, const std::vector<Batch>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_TRUE(a[i].images.equal(b[i].images)) << i;
    EXPECT_TRUE(a[i].labels.equal(b[i].labels)) << i;
    EXPECT_EQ(a[i].indices, b[i].indices) << i;
  }
}

// Shows no more of an image than was chosen.
class PartsDataset : public TestDataset {
 public:
  using TestDataset::TestDataset;
  absl::StatusOr<ExamplePart> GetPart(int64_t index, BoxChooser choose) const override {
    Example example = Get(index).value();
    const ImageBox box = choose(example.image.height(), example.image.width());
    example.image = Crop(example.image, box.top, box.left, box.height, box.width).value();
    return ExamplePart{example, {0, 0, box.height, box.width}};
  }
};

TEST(Loader, ReadsOnlyThePartThatATransformLooksAt) {
  LoaderOptions options;
  options.batch_size = 10;
  options.transform = Compose({RandomResizedCrop(4), RandomHorizontalFlip()});
  const auto parts = *Loader::Create(std::make_shared<PartsDataset>(23), options);
  ExpectSame(Epoch(*parts, 1), Epoch(*MakeLoader(options), 1));
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
  kept.reserve(20);
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

TEST(Loader, WhatAUserDoesToATensorStaysWithIt) {
  LoaderOptions options;
  options.batch_size = 1;
  options.num_threads = 0;
  const auto loader = MakeLoader(options);
  ASSERT_TRUE(loader->StartEpoch(0).ok());
  const void* first = nullptr;
  {
    const c10::InferenceMode inference;
    const Batch batch = **loader->Next();
    first = batch.images.data_ptr();
  }
  const auto images = [&] { return (**loader->Next()).images; };
  EXPECT_FALSE(images().is_inference());
  images().requires_grad_();
  images().transpose_(2, 3);
  const at::Tensor last = images();
  EXPECT_EQ(last.data_ptr(), first);
  EXPECT_FALSE(last.requires_grad());
  EXPECT_EQ(last.sizes(), (std::vector<int64_t>{1, 3, 6, 5}));
}

}  // namespace
}  // namespace stride
