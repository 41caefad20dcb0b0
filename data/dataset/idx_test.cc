#include "stride/data/dataset/idx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "stride/data/dataset/test_files.h"

namespace stride {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// Three images of 2 x 2 and their labels.
const char kPixels[] = "abcdefghijkl";
const std::string kImages = Idx({3, 2, 2}, kPixels);
const std::string kLabels = Idx({3}, std::string("\2\0\1", 3));

absl::StatusOr<DatasetPtr> Load(const std::string& images, const std::string& labels) {
  const std::string folder = TestFolder();
  WriteTestFile(folder + "/images", images);
  WriteTestFile(folder + "/labels", labels);
  return LoadIdx(folder + "/images", folder + "/labels", {"x", "y", "z"}, "train");
}

std::string Error(const std::string& images, const std::string& labels) {
  return Load(images, labels).status().ToString();
}

TEST(Idx, ReadsPlainAndCompressedFiles) {
  for (const bool compressed : {false, true}) {
    const auto dataset = compressed ? Load(Gzip(kImages), Gzip(kLabels)) : Load(kImages, kLabels);
    ASSERT_TRUE(dataset.ok()) << dataset.status();
    EXPECT_EQ((*dataset)->size(), 3);
    const Example example = *(*dataset)->Get(1);
    EXPECT_EQ(example.label, 0);
    EXPECT_EQ(example.image.height(), 2);
    EXPECT_EQ(example.image.channels(), 1);
    EXPECT_EQ(example.image.data()[3], 'h');
    EXPECT_EQ((*dataset)->Id(1), "train/1");
  }
}

TEST(Idx, ExamplesAreViewsThatOutliveTheDataset) {
  DatasetPtr dataset = *Load(kImages, kLabels);
  const Example one = *dataset->Get(0);
  const Example again = *dataset->Get(0);
  EXPECT_EQ(one.image.data(), again.image.data());
  dataset.reset();
  EXPECT_EQ(one.image.data()[0], 'a');
}

TEST(Idx, AnIndexOutsideIsAnError) {
  const DatasetPtr dataset = *Load(kImages, kLabels);
  EXPECT_EQ(dataset->Get(3).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(dataset->Get(-1).status().code(), absl::StatusCode::kOutOfRange);
}

TEST(Idx, EveryTruncationIsAnError) {
  for (size_t length = 0; length < kImages.size(); ++length) {
    EXPECT_EQ(Load(kImages.substr(0, length), kLabels).status().code(), absl::StatusCode::kDataLoss)
        << length;
  }
  EXPECT_THAT(
      Error(kImages.substr(0, 20), kLabels),
      AllOf(HasSubstr("images"), HasSubstr("at byte 16 expected 12 bytes of data, found 4")));
  EXPECT_THAT(Error(kImages + "x", kLabels), HasSubstr("expected 12 bytes of data, found more"));
}

TEST(Idx, EveryTruncationOfAGzipFileIsAnError) {
  const std::string whole = Gzip(kImages);
  for (size_t length = 2; length < whole.size(); ++length) {
    EXPECT_EQ(Load(whole.substr(0, length), kLabels).status().code(), absl::StatusCode::kDataLoss)
        << length;
  }
  EXPECT_THAT(Error(whole.substr(0, 20), kLabels), HasSubstr("gzip stream ends too early"));
}

// Some bits say nothing about the data: the time of the header, what fills the last byte.
TEST(Idx, EveryFlippedBitOfAGzipFileIsAnErrorOrChangesNothing) {
  const std::string whole = Gzip(kImages);
  int errors = 0;
  for (size_t bit = 16; bit < 8 * whole.size(); ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] ^= 1 << bit % 8;
    const auto dataset = Load(flipped, kLabels);
    errors += !dataset.ok();
    if (!dataset.ok()) continue;
    for (int i = 0; i < 3; ++i) {
      EXPECT_EQ(std::string((*dataset)->Get(i)->image.data(), (*dataset)->Get(i)->image.data() + 4),
                std::string(kPixels + 4 * i, 4));
    }
  }
  EXPECT_GT(errors, 200);
}

TEST(Idx, FlippedHeadersAreErrors) {
  for (size_t byte = 0; byte < 16; ++byte) {
    std::string flipped = kImages;
    flipped[byte] ^= 0x40;
    EXPECT_EQ(Load(flipped, kLabels).status().code(), absl::StatusCode::kDataLoss) << byte;
  }
  EXPECT_THAT(Error(kLabels, kLabels), HasSubstr("at byte 0 expected"));
}

TEST(Idx, HugeSizesDoNotAllocate) {
  EXPECT_THAT(Error(Idx({0x7fffffff, 0x7fffffff, 0x7fffffff}, "x"), kLabels),
              HasSubstr("expected a size from 1 to 4 GiB"));
  EXPECT_THAT(Error(Idx({0, 2, 2}, ""), kLabels), HasSubstr("found 0"));
}

TEST(Idx, NoMoreIsUncompressedThanTheHeaderSays) {
  const std::string many(50000000, 'x');  // NOLINT: as long as that
  EXPECT_THAT(Error(Gzip(Idx({3, 2, 2}, many)), kLabels),
              HasSubstr("at byte 16 expected 12 bytes of data, found more"));
}

TEST(Idx, LabelsMustBeThoseOfTheClasses) {
  EXPECT_THAT(
      Error(kImages, Idx({3}, std::string("\2\3\1", 3))),
      AllOf(HasSubstr("labels"), HasSubstr("at byte 9 expected a label from 0 to 2, found 3")));
  EXPECT_THAT(Error(kImages, Idx({2}, std::string("\2\1", 2))),
              HasSubstr("2 labels for the 3 images"));
}

TEST(Mnist, FindsTheFourFiles) {
  const std::string folder = TestFolder();
  WriteTestFile(folder + "/t10k-images-idx3-ubyte.gz", Gzip(kImages));
  EXPECT_THAT(LoadMnist(folder, Split::kTest).status().ToString(),
              HasSubstr("no t10k-labels-idx1-ubyte and no t10k-labels-idx1-ubyte.gz in"));
  WriteTestFile(folder + "/t10k-labels-idx1-ubyte", kLabels);
  const auto dataset = LoadMnist(folder, Split::kTest);
  ASSERT_TRUE(dataset.ok()) << dataset.status();
  EXPECT_EQ((*dataset)->class_names().size(), 10u);
  EXPECT_EQ((*dataset)->Id(2), "test/2");
  EXPECT_EQ((*LoadFashionMnist(folder, Split::kTest))->class_names()[9], "Ankle boot");
  EXPECT_EQ((*LoadKmnist(folder, Split::kTest))->class_names()[3], "tsu");
}

TEST(Mnist, NoFolderIsAnError) {
  EXPECT_THAT(LoadMnist("/none", Split::kTrain).status().ToString(),
              HasSubstr("no such data folder: /none"));
  EXPECT_THAT(LoadMnist(std::string(300, 'x'), Split::kTrain).status().ToString(),
              HasSubstr("xxx (File name too long)"));
  EXPECT_THAT(LoadMnist(TestFolder(), Split::kTrain).status().ToString(),
              HasSubstr("no train-images-idx3-ubyte"));
}

}  // namespace
}  // namespace stride
