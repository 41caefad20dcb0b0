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

}  // namespace
}  // namespace stride
