#include "stride/data/dataset/packed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "stride/data/base/file.h"
#include "stride/data/dataset/image_folder.h"
#include "stride/data/dataset/in_memory.h"
#include "stride/data/dataset/pack.h"
#include "stride/data/dataset/test_files.h"
#include "stride/data/dataset/views.h"
#include "stride/data/image/encode.h"

namespace stride {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

const std::string kSource = ::testing::TempDir() + "/source";

Image Slope(int height, int width, int channels) {
  Image image(height, width, channels);
  for (int64_t i = 0; i < image.size_bytes(); ++i) {
    image.mutable_data()[i] = static_cast<uint8_t>(3 * i + height);
  }
  return image;
}

// Three images of 2 x 2 in grey or colour; a class without a name and one without examples.
DatasetPtr InMemory(int channels = 1) {
  InMemoryImages images;
  images.height = images.width = 2;
  images.channels = channels;
  images.labels = {0, 2, 1};
  images.class_names = {"a", "\xC3\xA4", "", "none"};
  images.id_prefix = "test";
  for (int i = 0; i < 12 * channels; ++i) images.pixels.push_back(static_cast<uint8_t>(7 * i));
  return *MakeInMemoryDataset(std::move(images));
}

// A JPEG, a PNG in grey and a PNG in colour, of different sizes.
DatasetPtr Folder(const std::string& folder) {
  WriteTestFile(folder + "/cat/1.jpg", *EncodeJpeg(Slope(16, 9, 3)));
  WriteTestFile(folder + "/cat/2.png", *EncodePng(Slope(3, 4, 1)));
  WriteTestFile(folder + "/dog/3.png", *EncodePng(Slope(5, 2, 3)));
  return *OpenImageFolder(folder);
}

// The last pixel alone, as GetPart gives it.
std::string LastPixel(const Dataset& dataset, int64_t index) {
  dataset.WillGet(index);
  const auto last = [](int height, int width) { return ImageBox{height - 1, width - 1, 1, 1}; };
  const ExamplePart part = dataset.GetPart(index, last).value();
  const Image& image = part.example.image;
  const uint8_t* pixel = image.row(part.box.top) + part.box.left * image.channels();
  return absl::StrCat(part.example.label, std::string(pixel, pixel + image.channels()));
}

absl::StatusOr<DatasetPtr> Packed(const Dataset& dataset, PackEncoding encoding) {
  const std::string path = TestFolder() + "/set.packed";
  PackOptions options;
  options.encoding = encoding;
  const auto bytes = Pack(dataset, path, options);
  if (!bytes.ok()) return bytes.status();
  EXPECT_EQ(*bytes, std::filesystem::file_size(path));
  return OpenPacked(path);
}

void ExpectSame(const Dataset& expected, const Dataset& packed) {
  ASSERT_EQ(packed.size(), expected.size());
  EXPECT_EQ(packed.class_names(), expected.class_names());
  for (int64_t i = 0; i < expected.size(); ++i) {
    const auto example = packed.Get(i);
    ASSERT_TRUE(example.ok()) << example.status();
    EXPECT_EQ(example->image, expected.Get(i)->image) << i;
    EXPECT_EQ(example->label, expected.Get(i)->label) << i;
    EXPECT_EQ(packed.Id(i), expected.Id(i));
    EXPECT_EQ(LastPixel(packed, i), LastPixel(expected, i)) << i;
  }
}

class PackedTest : public ::testing::TestWithParam<PackEncoding> {};

TEST_P(PackedTest, HoldsWhatWasPacked) {
  const DatasetPtr folder = Folder(kSource);
  for (const DatasetPtr& dataset : {InMemory(1), InMemory(3), folder, *Subset(folder, {2, 0}),
                                    *Concat({folder, *Subset(folder, {1})})}) {
    const auto packed = Packed(*dataset, GetParam());
    ASSERT_TRUE(packed.ok()) << packed.status();
    ExpectSame(*dataset, **packed);
    ExpectSame(*dataset, **Packed(**packed, GetParam()));
    EXPECT_EQ((*packed)->Get(dataset->size()).status().code(), absl::StatusCode::kOutOfRange);
  }
}

INSTANTIATE_TEST_SUITE_P(WithoutLosses, PackedTest,
                         ::testing::Values(PackEncoding::kRaw, PackEncoding::kOriginal));

TEST(Packed, OriginalsAreKeptByteForByte) {
  const DatasetPtr folder = Folder(kSource);
  const auto packed = Packed(*folder, PackEncoding::kOriginal);
  ASSERT_TRUE(packed.ok()) << packed.status();
  for (int64_t i = 0; i < 3; ++i) {
    EXPECT_EQ((*packed)->EncodedBytes(i)->value(), folder->EncodedBytes(i)->value());
  }
  EXPECT_FALSE((*Packed(*InMemory(), PackEncoding::kOriginal))->EncodedBytes(0)->has_value());
}

TEST(Packed, JpegIsNearAndKeepsTheChannels) {
  InMemoryImages images;
  images.height = images.width = 32;
  images.channels = 1;
  images.labels = {0};
  images.class_names = {"a"};
  for (int i = 0; i < 1024; ++i) images.pixels.push_back(static_cast<uint8_t>(i / 32 * 4 + i % 32));
  const DatasetPtr dataset = *MakeInMemoryDataset(images);
  const auto packed = Packed(*dataset, PackEncoding::kJpeg);
  ASSERT_TRUE(packed.ok()) << packed.status();
  const Image image = (*packed)->Get(0)->image;
  ASSERT_EQ(image.channels(), 1);
  ASSERT_EQ(image.size_bytes(), 1024);
  for (int i = 0; i < 1024; ++i) EXPECT_NEAR(image.data()[i], images.pixels[i], 4) << i;
  EXPECT_EQ((*packed)->EncodedBytes(0)->value(), *EncodeJpeg(dataset->Get(0)->image));
}

TEST(Packed, PixelsAreViewsThatOutliveTheDataset) {
  auto packed = *Packed(*InMemory(), PackEncoding::kRaw);
  const Image one = packed->Get(1)->image;
  EXPECT_EQ(one.data(), packed->Get(1)->image.data());
  packed.reset();
  EXPECT_EQ(one, InMemory()->Get(1)->image);
}

// Opens the bytes and gets all of them.
absl::Status Read(const std::string& bytes) {
  const std::string path = ::testing::TempDir() + "/read.packed";
  WriteTestFile(path, bytes);
  const auto packed = OpenPacked(path);
  if (!packed.ok()) return packed.status();
  for (int64_t i = 0; i < (*packed)->size(); ++i) {
    const auto example = (*packed)->Get(i);
    if (!example.ok()) return example.status();
  }
  return absl::OkStatus();
}

std::string SmallFile(PackEncoding encoding) {
  const std::string path = TestFolder() + "/small.packed";
  PackOptions options;
  options.encoding = encoding;
  EXPECT_TRUE(Pack(*InMemory(), path, options).ok());
  return *ReadFile(path);
}

TEST(Packed, EveryFlippedBitIsFound) {
  for (const PackEncoding encoding : {PackEncoding::kRaw, PackEncoding::kJpeg}) {
    const std::string whole = SmallFile(encoding);
    ASSERT_TRUE(Read(whole).ok());
    for (size_t i = 0; i < whole.size(); ++i) {
      std::string bytes = whole;
      bytes[i] = static_cast<char>(bytes[i] ^ (1 << i % 8));
      EXPECT_EQ(Read(bytes).code(), absl::StatusCode::kDataLoss) << i << ": " << Read(bytes);
    }
  }
}

TEST(Packed, EveryTruncationIsFound) {
  const std::string whole = SmallFile(PackEncoding::kRaw);
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_EQ(Read(whole.substr(0, size)).code(), absl::StatusCode::kDataLoss) << size;
  }
  EXPECT_EQ(Read(whole + "x").code(), absl::StatusCode::kDataLoss);
}

TEST(Packed, ErrorsSayWhere) {
  std::string bytes = SmallFile(PackEncoding::kRaw);
  const size_t second = bytes.find(std::string("\x1C\x23\x2A\x31", 4));  // 28 35 42 49
  ASSERT_NE(second, std::string::npos);
  bytes[second] ^= 1;
  EXPECT_THAT(std::string(Read(bytes).message()),
              AllOf(HasSubstr("/read.packed: example 1 (test/1) at byte " + std::to_string(second)),
                    HasSubstr("expected 4 bytes of checksum ")));
  EXPECT_THAT(Read(*EncodePng(Slope(2, 2, 1))).ToString(),
              HasSubstr("at byte 0: expected a packed data set, found \"\\x89PNG\\r\\n"));
  EXPECT_EQ(OpenPacked("/none").status().code(), absl::StatusCode::kNotFound);
}

TEST(Pack, AnExampleThatCannotBeReadLeavesNoFile) {
  const std::string folder = TestFolder();
  const DatasetPtr dataset = Folder(folder + "/source");
  WriteTestFile(folder + "/source/cat/2.png", "no picture");
  EXPECT_THAT(Pack(*dataset, folder + "/set.packed").status().ToString(),
              AllOf(HasSubstr("example 1 (cat/2.png): "), HasSubstr("not a picture")));
  EXPECT_FALSE(std::filesystem::exists(folder + "/set.packed"));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
}

TEST(Pack, AnOriginalThatIsAnotherImageIsAnError) {
  const std::string folder = TestFolder();
  WriteTestFile(folder + "/a/1.png", *EncodePng(Slope(2, 3, 3)));
  ImageFolderOptions grey;
  grey.decode.color = ColorMode::kGrey;
  EXPECT_TRUE(Pack(**OpenImageFolder(folder, grey), folder + "/set.packed").ok());

  class Cropped : public Dataset {
   public:
    explicit Cropped(DatasetPtr dataset) : dataset_(std::move(dataset)) {}
    int64_t size() const override { return 1; }
    const std::vector<std::string>& class_names() const override { return dataset_->class_names(); }
    absl::StatusOr<Example> Get(int64_t /*index*/) const override {
      return Example{Slope(1, 1, 3), 0};
    }
    std::string Id(int64_t index) const override { return dataset_->Id(index); }
    absl::StatusOr<std::optional<std::string>> EncodedBytes(int64_t index) const override {
      return dataset_->EncodedBytes(index);
    }

   private:
    DatasetPtr dataset_;
  };
  EXPECT_THAT(Pack(Cropped(*OpenImageFolder(folder)), folder + "/set.packed").status().ToString(),
              HasSubstr("decode to the image of the data set, 1x1x3, found another one, 2x3x3"));
}

TEST(Pack, NothingToPackAndBadOptionsAreErrors) {
  const std::string path = TestFolder() + "/set.packed";
  EXPECT_THAT(Pack(**Subset(InMemory(), {}), path).status().ToString(), HasSubstr("no example"));
  PackOptions options;
  options.encoding = PackEncoding::kJpeg;
  options.jpeg_quality = 101;
  EXPECT_THAT(Pack(*InMemory(), path, options).status().ToString(), HasSubstr("quality"));
}

TEST(Pack, TellsItsProgress) {
  PackOptions options;
  std::vector<int64_t> done;
  options.progress = [&](int64_t count, int64_t all) {
    EXPECT_EQ(all, 3);
    done.push_back(count);
  };
  ASSERT_TRUE(Pack(*InMemory(), TestFolder() + "/set.packed", options).ok());
  EXPECT_EQ(done, (std::vector<int64_t>{1, 2, 3}));
}

}  // namespace
}  // namespace stride
