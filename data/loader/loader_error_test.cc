// What a loader says and does when a data set, a transform or an option is at fault.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "stride/data/loader/loader.h"
#include "stride/data/loader/loader_test_util.h"
#include "stride/data/transform/crop.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

absl::Status FirstError(Loader& loader) {
  while (true) {
    const auto batch = loader.Next();
    if (!batch.ok()) return batch.status();
    if (!batch->has_value()) return absl::OkStatus();
  }
}

TEST(LoaderError, AnErrorArrivesAtItsTurnAndNamesTheExample) {
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

TEST(LoaderError, CorruptExamplesCanBeSkippedAndAreCounted) {
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

TEST(LoaderError, AnImageThatATransformCannotTakeIsNotSkipped) {
  LoaderOptions options;
  options.skip_corrupt = true;
  options.transform = RandomCrop(9);
  const auto loader = MakeLoader(options);
  ASSERT_TRUE(loader->StartEpoch(0).ok());
  EXPECT_EQ(FirstError(*loader).code(), absl::StatusCode::kInvalidArgument);
}

TEST(LoaderError, AnEpochOfCorruptExamplesAloneIsEmpty) {
  LoaderOptions options;
  options.skip_corrupt = true;
  const auto loader = MakeLoader(options, /*size=*/1, /*corrupt=*/0);
  EXPECT_TRUE(Epoch(*loader, 0).empty());
  EXPECT_EQ(loader->skipped(), 1);
}

TEST(LoaderError, WhatADataSetThrowsIsAnErrorOfItsExample) {
  for (const int threads : {0, 2}) {
    LoaderOptions options;
    options.num_threads = threads;
    const auto loader = MakeLoader(options, TestDataset::kThrows + 1);
    ASSERT_TRUE(loader->StartEpoch(0).ok());
    EXPECT_EQ(FirstError(*loader), absl::InternalError("test/90: thrown"));
  }
}

TEST(LoaderError, ImagesOfDifferentSizesAreAnError) {
  LoaderOptions options;
  options.batch_size = 4;
  const auto loader = MakeLoader(options, 23, -1, /*larger=*/6);
  ASSERT_TRUE(loader->StartEpoch(0).ok());
  EXPECT_THAT(FirstError(*loader).ToString(),
              HasSubstr("test/6: expected an image of 6x5x3 like the others of its batch, found "
                        "7x5x3; add a resize or a crop"));
}

TEST(LoaderError, AnImageOfOtherChannelsThanTheNormalisationIsAnError) {
  LoaderOptions options;
  options.normalize = MnistNormalize();
  const auto loader = MakeLoader(options);
  ASSERT_TRUE(loader->StartEpoch(0).ok());
  EXPECT_THAT(FirstError(*loader).ToString(), HasSubstr("test/0: the image has 3 channels"));
}

TEST(LoaderError, OptionsOutOfRangeAreErrors) {
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
