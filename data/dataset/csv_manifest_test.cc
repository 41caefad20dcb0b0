#include "stride/data/dataset/csv_manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "stride/data/dataset/test_files.h"
#include "stride/data/image/encode.h"

namespace stride {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Png(uint8_t grey) {
  Image image(1, 1, 1);
  image.mutable_data()[0] = grey;
  return *EncodePng(image);
}

absl::StatusOr<DatasetPtr> Open(const std::string& text, const CsvManifestOptions& options = {}) {
  const std::string folder = TestFolder();
  WriteTestFile(folder + "/a.png", Png(1));
  WriteTestFile(folder + "/more/b, c.png", Png(2));
  WriteTestFile(folder + "/list.csv", text);
  return OpenCsvManifest(folder + "/list.csv", options);
}

std::string Error(const std::string& text, const CsvManifestOptions& options = {}) {
  return Open(text, options).status().ToString();
}

TEST(CsvManifest, ReadsImagesBesideIt) {
  const auto dataset = Open("path,label\na.png,dog\n\"more/b, c.png\",cat\n");
  ASSERT_TRUE(dataset.ok()) << dataset.status();
  ASSERT_EQ((*dataset)->size(), 2);
  EXPECT_THAT((*dataset)->class_names(), ElementsAre("cat", "dog"));
  EXPECT_EQ((*dataset)->Id(1), "more/b, c.png");
  EXPECT_EQ((*dataset)->Get(0)->label, 1);
  EXPECT_EQ((*dataset)->Get(1)->label, 0);
  EXPECT_EQ((*dataset)->Get(1)->image.data()[0], 2);
  EXPECT_EQ((*dataset)->EncodedBytes(0)->value(), Png(1));
}

TEST(CsvManifest, WithoutAHeaderAndWithOtherColumns) {
  EXPECT_EQ((*Open("a.png,dog\n"))->size(), 1);
  const auto dataset = Open("width,label,path\n1,dog,a.png\n");
  ASSERT_TRUE(dataset.ok()) << dataset.status();
  EXPECT_EQ((*dataset)->Id(0), "a.png");
}

TEST(CsvManifest, AbsolutePathsStandForThemselves) {
  const std::string folder = TestFolder();
  WriteTestFile(folder + "/x/a.png", Png(7));
  WriteTestFile(folder + "/y/list.csv", folder + "/x/a.png,0\n");
  EXPECT_EQ((*OpenCsvManifest(folder + "/y/list.csv"))->Get(0)->image.data()[0], 7);
}

TEST(CsvManifest, LabelsAreNumbersOrNames) {
  const auto numbers = Open("a.png,3\na.png,0\n");
  EXPECT_THAT((*numbers)->class_names(), ElementsAre("0", "1", "2", "3"));
  EXPECT_EQ((*numbers)->Get(0)->label, 3);
  const auto names = Open("a.png,3\na.png,zebra\n");
  EXPECT_THAT((*names)->class_names(), ElementsAre("3", "zebra"));
  EXPECT_EQ((*names)->Get(0)->label, 0);
}

TEST(CsvManifest, LabelsOfATestSetAreThoseOfItsTrainingSet) {
  CsvManifestOptions options;
  options.class_names = {"dog", "cat", "bird"};
  const auto dataset = Open("a.png,cat\na.png,2\n", options);
  ASSERT_TRUE(dataset.ok()) << dataset.status();
  EXPECT_EQ((*dataset)->class_names(), options.class_names);
  EXPECT_EQ((*dataset)->Get(0)->label, 1);
  EXPECT_EQ((*dataset)->Get(1)->label, 2);
  for (const std::string label : {"cow", "3", "-1"}) {
    EXPECT_THAT(
        Error("a.png,cat\na.png," + label + "\n", options),
        HasSubstr("list.csv:2: expected one of the 3 classes or its number, found " + label));
  }
}

TEST(CsvManifest, ErrorsNameTheLine) {
  EXPECT_THAT(Error("a.png\n"), HasSubstr("list.csv:1: expected a path and a label, or a line"));
  EXPECT_THAT(Error("path,label\na.png\n"), HasSubstr("list.csv:2: expected 2 fields"));
  EXPECT_THAT(Error("a.png,1\n,1\n"), HasSubstr("list.csv:2: the path is empty"));
  EXPECT_THAT(Error("a.png,1\na.png,\n"), HasSubstr("list.csv:2: the label is empty"));
  EXPECT_THAT(Error("a.png,1\na.png,1000000\n"),
              HasSubstr("list.csv:2: expected a label below 1000000, found 1000000"));
  EXPECT_THAT(Error("path,label\n"), HasSubstr("list.csv: no example"));
  EXPECT_THAT(Error(""), HasSubstr("list.csv: no example"));
  EXPECT_THAT(OpenCsvManifest("/none.csv").status().ToString(), HasSubstr("/none.csv"));
}

TEST(CsvManifest, AnImageThatCannotBeReadIsNamedWithItsLine) {
  const auto dataset = Open("a.png,1\nnone.png,1\nlist.csv,1\n");
  ASSERT_TRUE(dataset.ok()) << dataset.status();
  EXPECT_THAT((*dataset)->Get(1).status().ToString(),
              AllOf(HasSubstr("NOT_FOUND"), HasSubstr("list.csv:2: "), HasSubstr("/none.png")));
  EXPECT_THAT((*dataset)->Get(2).status().ToString(), HasSubstr("list.csv:3: "));
  EXPECT_THAT((*dataset)->EncodedBytes(1).status().ToString(), HasSubstr("list.csv:2: "));
}

}  // namespace
}  // namespace stride
