#include "stride/data/dataset/views.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "stride/data/dataset/in_memory.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

// One pixel an image, whose value is `first` + index.
DatasetPtr Numbers(int size, int first = 0, const std::string& class_name = "a") {
  InMemoryImages images;
  images.height = images.width = images.channels = 1;
  images.class_names = {class_name};
  images.id_prefix = "numbers";
  images.labels.assign(size, 0);
  for (int i = 0; i < size; ++i) images.pixels.push_back(static_cast<uint8_t>(first + i));
  return *MakeInMemoryDataset(std::move(images));
}

std::vector<int> Values(const Dataset& dataset) {
  std::vector<int> values;
  for (int64_t i = 0; i < dataset.size(); ++i) values.push_back(dataset.Get(i)->image.data()[0]);
  return values;
}

TEST(Subset, KeepsTheOrderAndTheIds) {
  const DatasetPtr subset = *Subset(Numbers(5), {4, 0, 4});
  EXPECT_THAT(Values(*subset), ::testing::ElementsAre(4, 0, 4));
  EXPECT_EQ(subset->Id(0), "numbers/4");
  EXPECT_FALSE(subset->Get(3).ok());
  EXPECT_EQ(Subset(Numbers(5), {5}).status().code(), absl::StatusCode::kOutOfRange);
}

TEST(RandomSplit, PartsAreDisjointAndAFunctionOfTheSeed) {
  const auto parts = *RandomSplit(Numbers(100), {70, 20}, 1);
  ASSERT_EQ(parts.size(), 2u);
  std::vector<int> all = Values(*parts[0]);
  EXPECT_EQ(all.size(), 70u);
  for (const int value : Values(*parts[1])) all.push_back(value);
  EXPECT_EQ(std::set<int>(all.begin(), all.end()).size(), 90u);
  EXPECT_EQ(Values(*(*RandomSplit(Numbers(100), {70, 20}, 1))[0]), Values(*parts[0]));
  EXPECT_NE(Values(*(*RandomSplit(Numbers(100), {70, 20}, 2))[0]), Values(*parts[0]));
}

TEST(RandomSplit, MoreThanThereIsIsAnError) {
  EXPECT_THAT(RandomSplit(Numbers(10), {8, 3}, 1).status().ToString(),
              HasSubstr("a part of 3 examples: 2 of the data set's 10 are left"));
}

TEST(Concat, PutsThemInARow) {
  const DatasetPtr all = *Concat({Numbers(2), Numbers(0), Numbers(3, 10)});
  EXPECT_THAT(Values(*all), ::testing::ElementsAre(0, 1, 10, 11, 12));
  EXPECT_EQ(all->Id(4), "numbers/2");
  EXPECT_FALSE(all->Get(5).ok());
}

TEST(Concat, OtherClassesAreAnError) {
  EXPECT_THAT(Concat({Numbers(1), Numbers(1, 0, "b")}).status().ToString(),
              HasSubstr("data set 1 has other classes"));
  EXPECT_FALSE(Concat({}).ok());
}

}  // namespace
}  // namespace stride
