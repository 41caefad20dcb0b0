#include "stride/data/dataset/cifar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "stride/data/dataset/test_files.h"

namespace stride {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// The planes hold the letter of their colour, but for the last pixel's red.
std::string Record(char label) {
  std::string red(1024, 'r');
  red.back() = '!';
  return label + red + std::string(1024, 'g') + std::string(1024, 'b');
}

std::string TestError(const std::string& bytes) {
  const std::string folder = TestFolder();
  WriteTestFile(folder + "/test_batch.bin", bytes);
  return LoadCifar10(folder, Split::kTest).status().ToString();
}

TEST(Cifar10, PlanesBecomePixels) {
  const std::string folder = TestFolder();
  WriteTestFile(folder + "/test_batch.bin", Record(3) + Record(9));
  const auto dataset = LoadCifar10(folder, Split::kTest);
  ASSERT_TRUE(dataset.ok()) << dataset.status();
  EXPECT_EQ((*dataset)->size(), 2);
  const Example example = *(*dataset)->Get(1);
  EXPECT_EQ(example.label, 9);
  EXPECT_EQ(std::string(example.image.data(), example.image.data() + 6), "rgbrgb");
  EXPECT_EQ(example.image.row(31)[31 * 3], '!');
  EXPECT_EQ((*dataset)->class_names()[3], "cat");
}

TEST(Cifar10, TheTrainingSetIsFiveFiles) {
  const std::string folder = TestFolder();
  for (const char part : {'1', '2', '3', '4'}) {
    WriteTestFile(folder + "/data_batch_" + part + ".bin", Record(part - '0'));
  }
  EXPECT_THAT(LoadCifar10(folder, Split::kTrain).status().ToString(),
              HasSubstr("data_batch_5.bin"));
  WriteTestFile(folder + "/data_batch_5.bin", Record(5) + Record(6));
  WriteTestFile(folder + "/batches.meta.txt", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
  const auto dataset = LoadCifar10(folder, Split::kTrain);
  ASSERT_TRUE(dataset.ok()) << dataset.status();
  EXPECT_EQ((*dataset)->Get(4)->label, 5);
  EXPECT_EQ((*dataset)->class_names()[9], "j");
}

TEST(Cifar10, DamagedFilesAreErrors) {
  EXPECT_THAT(TestError(Record(1) + Record(2).substr(0, 3000)),
              AllOf(HasSubstr("test_batch.bin"), HasSubstr("records of 3073 bytes, found 6073")));
  EXPECT_THAT(TestError(""), HasSubstr("found 0 bytes"));
  EXPECT_THAT(TestError(Record(1) + Record(10)),
              HasSubstr("record 1 at byte 3073: expected a label from 0 to 9, found 10"));
}

TEST(Cifar10, NoFolderIsAnError) {
  EXPECT_THAT(LoadCifar10("/none", Split::kTest).status().ToString(),
              HasSubstr("no such data folder: /none"));
  EXPECT_THAT(LoadCifar10(std::string(300, 'x'), Split::kTest).status().ToString(),
              HasSubstr("File name too long"));
  const std::string folder = TestFolder();
  EXPECT_THAT(LoadCifar10(folder, Split::kTest).status().ToString(),
              AllOf(HasSubstr("test_batch.bin: No such file"), HasSubstr("CIFAR-10's binary")));
  WriteTestFile(folder + "/file", "x");
  EXPECT_THAT(LoadCifar10(folder + "/file", Split::kTest).status().ToString(),
              HasSubstr("expected a data folder, found a file"));
}

// Both labels, then the planes of Record.
std::string Record100(char coarse, char fine) { return coarse + Record(fine); }

TEST(Cifar100, FineAndCoarseLabels) {
  const std::string folder = TestFolder();
  WriteTestFile(folder + "/test.bin", Record100(4, 0) + Record100(19, 99));
  const auto fine = LoadCifar100(folder, Split::kTest);
  ASSERT_TRUE(fine.ok()) << fine.status();
  const Example example = *(*fine)->Get(1);
  EXPECT_EQ(example.label, 99);
  EXPECT_EQ(std::string(example.image.data(), example.image.data() + 6), "rgbrgb");
  EXPECT_EQ((*fine)->class_names().size(), 100);
  EXPECT_EQ((*fine)->class_names()[0], "apple");
  EXPECT_EQ((*fine)->class_names()[51], "mushroom");
  EXPECT_EQ((*fine)->class_names()[99], "worm");
  const auto coarse = LoadCifar100(folder, Split::kTest, Cifar100Labels::kCoarse);
  ASSERT_TRUE(coarse.ok()) << coarse.status();
  EXPECT_EQ((*coarse)->Get(0)->label, 4);
  EXPECT_EQ((*coarse)->class_names().size(), 20);
  EXPECT_EQ((*coarse)->class_names()[4], "fruit_and_vegetables");
  EXPECT_EQ((*coarse)->class_names()[19], "vehicles_2");
}

TEST(Cifar100, NamesComeFromTheFolderAndErrorsSayWhere) {
  const std::string folder = TestFolder();
  WriteTestFile(folder + "/train.bin", Record100(0, 1) + Record100(20, 5));
  EXPECT_THAT(LoadCifar100(folder, Split::kTrain, Cifar100Labels::kCoarse).status().ToString(),
              HasSubstr("record 1 at byte 3074: expected a label from 0 to 19, found 20"));
  EXPECT_THAT(LoadCifar100(folder, Split::kTest).status().ToString(),
              HasSubstr("CIFAR-100's binary version"));
  std::string names;
  for (int i = 0; i < 100; ++i) names += "n" + std::to_string(i) + "\r\n";
  WriteTestFile(folder + "/fine_label_names.txt", names);
  const auto dataset = LoadCifar100(folder, Split::kTrain);
  ASSERT_TRUE(dataset.ok()) << dataset.status();
  EXPECT_EQ((*dataset)->class_names()[7], "n7");
  WriteTestFile(folder + "/fine_label_names.txt", "apple\n");
  EXPECT_THAT(LoadCifar100(folder, Split::kTrain).status().ToString(),
              HasSubstr("fine_label_names.txt: expected 100 class names, found 1"));
}

}  // namespace
}  // namespace stride
