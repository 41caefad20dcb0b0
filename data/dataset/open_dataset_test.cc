#include "stride/data/dataset/open_dataset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "stride/data/dataset/pack.h"
#include "stride/data/dataset/test_files.h"
#include "stride/data/image/encode.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

TEST(OpenDataset, WorksOutTheFormat) {
  const std::string folder = TestFolder();
  WriteTestFile(folder + "/in/cat/1.png", *EncodePng(Image(1, 1, 1)));
  WriteTestFile(folder + "/list.csv", "in/cat/1.png,tiger\n");
  const auto images = OpenDataset(folder + "/in", "", Split::kTrain);
  ASSERT_TRUE(images.ok()) << images.status();
  EXPECT_EQ((*images)->Id(0), "cat/1.png");
  const auto manifest = OpenDataset(folder + "/list.csv", "", Split::kTrain);
  ASSERT_TRUE(manifest.ok()) << manifest.status();
  EXPECT_EQ((*manifest)->class_names()[0], "tiger");
  ASSERT_TRUE(Pack(**manifest, folder + "/set").ok());
  const auto packed = OpenDataset(folder + "/set", "", Split::kTrain);
  ASSERT_TRUE(packed.ok()) << packed.status();
  EXPECT_EQ((*packed)->class_names()[0], "tiger");
}

// Every format asks an empty folder for its own files.
TEST(OpenDataset, KnowsItsFormats) {
  const std::string folder = TestFolder();
  const auto error = [&](const std::string& format) {
    return OpenDataset(folder, format, Split::kTest).status().ToString();
  };
  EXPECT_EQ(DatasetFormats().size(), 16);
  for (const std::string& format : DatasetFormats()) {
    EXPECT_THAT(error(format), HasSubstr(folder)) << format;
  }
  EXPECT_THAT(error("kmnist"), HasSubstr("no t10k-images-idx3-ubyte"));
  EXPECT_THAT(error("emnist_letters"), HasSubstr("no emnist-letters-test-images-idx3-ubyte"));
  EXPECT_THAT(error("cifar100_coarse"), HasSubstr("/test.bin"));
  EXPECT_THAT(error("svhn"), HasSubstr("/test_32x32.mat"));
  EXPECT_THAT(error("stl10"),
              HasSubstr("there is no data set format stl10; expected one of image_"));
}

}  // namespace
}  // namespace stride
