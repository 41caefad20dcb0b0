#include "stride/data/dataset/image_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "stride/data/dataset/test_files.h"
#include "stride/data/image/encode.h"

namespace stride {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

std::string GreyPng(uint8_t grey) {
  Image image(2, 3, 1);
  for (int i = 0; i < 6; ++i) image.mutable_data()[i] = grey;
  return *EncodePng(image);
}

// Two classes; what torchvision would not take stands between.
std::string Animals() {
  std::string folder = TestFolder();
  WriteTestFile(folder + "/dog/b.PNG", GreyPng(1));
  WriteTestFile(folder + "/dog/a/z.png", GreyPng(2));
  WriteTestFile(folder + "/dog/notes.txt", "x");
  WriteTestFile(folder + "/cat/1.png", GreyPng(3));
  WriteTestFile(folder + "/readme.png", GreyPng(4));
  return folder;
}

TEST(ImageFolder, FollowsTorchvisionsRules) {
  const auto dataset = OpenImageFolder(Animals());
  ASSERT_TRUE(dataset.ok()) << dataset.status();
  EXPECT_THAT((*dataset)->class_names(), ::testing::ElementsAre("cat", "dog"));
  ASSERT_EQ((*dataset)->size(), 3);
  EXPECT_EQ((*dataset)->Id(0), "cat/1.png");
  EXPECT_EQ((*dataset)->Id(1), "dog/a/z.png");
  EXPECT_EQ((*dataset)->Id(2), "dog/b.PNG");
  const Example example = *(*dataset)->Get(1);
  EXPECT_EQ(example.label, 1);
  EXPECT_EQ(example.image.channels(), 3);
  EXPECT_EQ(example.image.data()[0], 2);
  EXPECT_EQ((*dataset)->EncodedBytes(1)->value(), GreyPng(2));
}

TEST(ImageFolder, MissingAndEmptyFoldersAreErrors) {
  EXPECT_THAT(OpenImageFolder("/none").status().ToString(),
              HasSubstr("no such data folder: /none"));
  const std::string folder = TestFolder();
  EXPECT_THAT(OpenImageFolder(folder).status().ToString(), HasSubstr("no class folder in"));
  WriteTestFile(folder + "/dog/a.txt", "x");
  EXPECT_THAT(OpenImageFolder(folder).status().ToString(),
              HasSubstr("no image in the class folder " + folder + "/dog"));
}

TEST(ImageFolder, OtherClassesThanExpectedAreAnError) {
  ImageFolderOptions options;
  options.expected_classes = {"dog", "bird"};
  EXPECT_THAT(OpenImageFolder(Animals(), options).status().ToString(),
              AllOf(HasSubstr("missing: bird"), HasSubstr("not expected: cat")));
}

TEST(ImageFolder, LinksAreFollowedUnlessInACircle) {
  const std::string folder = Animals();
  std::filesystem::create_directory_symlink(folder + "/dog/a", folder + "/cat/more");
  EXPECT_EQ((*OpenImageFolder(folder))->Id(1), "cat/more/z.png");
  std::filesystem::create_directory_symlink("..", folder + "/cat/circle");
  EXPECT_THAT(OpenImageFolder(folder).status().ToString(),
              AllOf(HasSubstr("cannot list the data folder " + folder),
                    HasSubstr("Too many levels of symbolic links")));
}

TEST(ImageFolder, AnImageThatCannotBeReadIsNamed) {
  const std::string folder = Animals();
  WriteTestFile(folder + "/cat/1.png", "no picture");
  EXPECT_THAT((*OpenImageFolder(folder))->Get(0).status().ToString(), HasSubstr("/cat/1.png"));
}

}  // namespace
}  // namespace stride
