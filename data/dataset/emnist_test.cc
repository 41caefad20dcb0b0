#include "stride/data/dataset/emnist.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "stride/data/dataset/test_files.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

// One image of 1 x 2 with this label.
absl::StatusOr<DatasetPtr> Load(EmnistSplit emnist_split, const std::string& stem, Split split,
                                int label) {
  const std::string folder = TestFolder();
  WriteTestFile(folder + "/" + stem + "-images-idx3-ubyte.gz", Gzip(Idx({1, 1, 2}, "ab")));
  WriteTestFile(folder + "/" + stem + "-labels-idx1-ubyte.gz",
                Gzip(Idx({1}, std::string(1, static_cast<char>(label)))));
  return LoadEmnist(folder, emnist_split, split);
}

std::string ClassOf(EmnistSplit emnist_split, const std::string& name, int label) {
  const auto dataset = Load(emnist_split, "emnist-" + name + "-train", Split::kTrain, label);
  if (!dataset.ok()) return dataset.status().ToString();
  EXPECT_EQ((*dataset)->Get(0)->label, label);
  return (*dataset)->class_names()[label];
}

// Names at the borders of digits, upper and lower case, from torchvision's lists.
TEST(Emnist, ClassNamesAreTorchvisions) {
  EXPECT_EQ(ClassOf(EmnistSplit::kByClass, "byclass", 9), "9");
  EXPECT_EQ(ClassOf(EmnistSplit::kByClass, "byclass", 10), "A");
  EXPECT_EQ(ClassOf(EmnistSplit::kByClass, "byclass", 36), "a");
  EXPECT_EQ(ClassOf(EmnistSplit::kByClass, "byclass", 61), "z");
  for (const auto split : {EmnistSplit::kByMerge, EmnistSplit::kBalanced}) {
    const std::string name = split == EmnistSplit::kByMerge ? "bymerge" : "balanced";
    EXPECT_EQ(ClassOf(split, name, 35), "Z");
    EXPECT_EQ(ClassOf(split, name, 38), "d");
    EXPECT_EQ(ClassOf(split, name, 43), "n");
    EXPECT_EQ(ClassOf(split, name, 46), "t");
  }
  EXPECT_EQ(ClassOf(EmnistSplit::kDigits, "digits", 9), "9");
  EXPECT_EQ(ClassOf(EmnistSplit::kMnist, "mnist", 0), "0");
}

TEST(Emnist, LettersCountFromOne) {
  EXPECT_EQ(ClassOf(EmnistSplit::kLetters, "letters", 1), "a");
  EXPECT_EQ(ClassOf(EmnistSplit::kLetters, "letters", 26), "z");
  EXPECT_EQ(ClassOf(EmnistSplit::kLetters, "letters", 0), "N/A");
}

TEST(Emnist, LabelsOfAnotherSplitAreAnError) {
  EXPECT_THAT(ClassOf(EmnistSplit::kDigits, "digits", 10), HasSubstr("a label from 0 to 9"));
  EXPECT_THAT(ClassOf(EmnistSplit::kBalanced, "balanced", 47), HasSubstr("a label from 0 to 46"));
  EXPECT_THAT(ClassOf(EmnistSplit::kLetters, "digits", 1),
              HasSubstr("no emnist-letters-train-images-idx3-ubyte"));
}

TEST(Emnist, TheTestSetHasItsOwnFilesAndImagesAreAsStored) {
  const auto dataset = Load(EmnistSplit::kMnist, "emnist-mnist-test", Split::kTest, 4);
  ASSERT_TRUE(dataset.ok()) << dataset.status();
  EXPECT_EQ((*dataset)->Id(0), "test/0");
  const Example example = *(*dataset)->Get(0);
  EXPECT_EQ(example.image.height(), 1);
  EXPECT_EQ(example.image.data()[1], 'b');
}

}  // namespace
}  // namespace stride
