#include "stride/data/dataset/in_memory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "stride/data/dataset/views.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

InMemoryImages TwoImages() {
  InMemoryImages images;
  images.height = images.width = 2;
  images.channels = 1;
  images.class_names = {"a"};
  images.id_prefix = "train";
  images.labels = {0, 0};
  images.pixels = {1, 2, 3, 4, 5, 6, 7, 8};
  return images;
}

std::string Error(InMemoryImages images) {
  return MakeInMemoryDataset(std::move(images)).status().ToString();
}

TEST(InMemoryDataset, HandsOutViewsThatOutliveIt) {
  DatasetPtr dataset = *MakeInMemoryDataset(TwoImages());
  const Example first = *dataset->Get(0);
  const Example second = *dataset->Get(1);
  EXPECT_EQ(second.image.data(), first.image.data() + 4);
  EXPECT_EQ(dataset->Id(1), "train/1");
  dataset.reset();
  EXPECT_EQ(second.image.data()[3], 8);
}

TEST(InMemoryDataset, AnIndexOutsideIsAnError) {
  const DatasetPtr dataset = *MakeInMemoryDataset(TwoImages());
  EXPECT_EQ(dataset->Get(2).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_THAT(dataset->Get(-1).status().ToString(),
              HasSubstr("example -1 of a data set of 2 examples"));
}

TEST(InMemoryDataset, RefusesWhatDoesNotFitTogether) {
  InMemoryImages images = TwoImages();
  images.labels = {0, 1};
  EXPECT_THAT(Error(images), HasSubstr("train/1: label 1 is not one of the 1 classes"));
  images = TwoImages();
  images.pixels.resize(7);
  EXPECT_THAT(Error(images), HasSubstr("2 labels need 8 bytes of pixels, there are 7"));
  images = TwoImages();
  images.channels = 2;
  EXPECT_THAT(Error(images), HasSubstr("images of 2x2x2"));
}

TEST(LoadIntoMemory, CopiesExamplesAndKeepsTheirIds) {
  const DatasetPtr views = *Subset(*MakeInMemoryDataset(TwoImages()), {1, 0, 1});
  const auto copy = LoadIntoMemory(views, /*num_threads=*/2);
  ASSERT_TRUE(copy.ok()) << copy.status();
  ASSERT_EQ((*copy)->size(), 3);
  for (int64_t i = 0; i < 3; ++i) {
    const Example expected = *views->Get(i);
    const Example found = *(*copy)->Get(i);
    EXPECT_TRUE(found.image == expected.image) << i;
    EXPECT_NE(found.image.data(), expected.image.data());
    EXPECT_EQ(found.label, expected.label);
    EXPECT_EQ((*copy)->Id(i), views->Id(i));
  }
}

TEST(LoadIntoMemory, NamesAnImageOfAnotherSize) {
  InMemoryImages wide = TwoImages();
  wide.height = 1;
  wide.width = 4;
  wide.id_prefix = "wide";
  const DatasetPtr mixed = *Concat({*MakeInMemoryDataset(TwoImages()), *MakeInMemoryDataset(wide)});
  EXPECT_THAT(LoadIntoMemory(mixed, 1).status().ToString(),
              HasSubstr("wide/0: 1x4x1 samples, but the first image has 2x2x1"));
}

}  // namespace
}  // namespace stride
