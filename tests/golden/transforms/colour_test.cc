// Colour transforms against torchvision's on Pillow images (make_colour.py): each case in RGB, then
// in grey. Prints the mean and the largest difference of each function.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "stride/data/base/file.h"
#include "stride/data/image/decode.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/adjust.h"
#include "stride/data/transform/aug_mix.h"
#include "stride/data/transform/augment_operation.h"
#include "stride/data/transform/auto_augment_policies.h"
#include "stride/data/transform/gaussian_blur.h"
#include "stride/data/transform/grayscale.h"
#include "stride/data/transform/pixel_table.h"
#include "stride/data/transform/random_erasing.h"
#include "stride/data/transform/tone.h"
#include "stride/tests/golden/transforms/compare.h"

namespace stride {
namespace {

using ColourFunction = std::function<Image(Image)>;

Image ColourPicture(ColorMode color) {
  DecodeOptions options;
  options.color = color;
  return ReadImage(kGoldenFolder + std::string("colour.png"), options).value();
}

void ExpectColours(const std::string& name, const std::vector<ColourFunction>& cases,
                   int bound = 0) {
  std::string found;
  for (const ColourFunction& function : cases) {
    for (const ColorMode color : {ColorMode::kRgb, ColorMode::kGrey}) {
      found += Samples(function(ColourPicture(color)));
    }
  }
  ExpectSamples("colour_" + name + ".u8", found, {bound, 0.001 * bound});
}

// The function with each of the parameters as its second argument.
template <typename T>
std::vector<ColourFunction> WithEach(Image (*function)(Image, T),
                                     const std::vector<T>& parameters) {
  std::vector<ColourFunction> cases;
  cases.reserve(parameters.size());
  for (const T parameter : parameters) {
    cases.push_back([=](Image image) { return function(std::move(image), parameter); });
  }
  return cases;
}

// The function of the picture after a table.
template <typename Level>
ColourFunction After(Level level, Image (*function)(Image)) {
  return [=](Image image) { return function(ApplyTables(std::move(image), {MakeTable(level)})); };
}

TEST(ColourGolden, Tone) {
  ExpectColours("invert", {Invert});
  ExpectColours("posterize", WithEach(Posterize, {0, 1, 2, 3, 4, 5, 6, 7, 8}));
  ExpectColours("solarize", WithEach(Solarize, {0, 99.5, 128, 256}));
  ExpectColours("autocontrast",
                {Autocontrast, After([](int level) { return level / 3 + 40; }, Autocontrast)});
  ExpectColours("equalize",
                {Equalize, After([](int level) { return std::min(level, 140); }, Equalize)});
}

TEST(ColourGolden, Adjust) {
  const std::vector<double> factors = {0, 0.1, 0.5, 0.73, 1, 1.31, 2, 4.7};
  ExpectColours("brightness", WithEach(AdjustBrightness, factors));
  ExpectColours("contrast", WithEach(AdjustContrast, factors));
  ExpectColours("saturation", WithEach(AdjustSaturation, factors));
  ExpectColours("sharpness", WithEach(AdjustSharpness, factors));
  ExpectColours("hue", WithEach(AdjustHue, {-0.5, -0.31, -0.05, 0.0, 0.002, 0.1, 0.25, 0.5}));
}

ColourFunction Always(const TransformPtr& transform) {
  return [=](Image image) {
    RandomStream random(1, 0, 0, RandomPurpose::kTransform);
    return transform->Apply(std::move(image), random).value();
  };
}

TEST(ColourGolden, Grayscale) {
  ExpectColours("grayscale", {Always(Grayscale(1)), Always(Grayscale(3))});
}

TEST(ColourGolden, Erase) {
  ExpectColours("erase", {[](const Image& image) { return *Erase(image, 3, 5, 7, 11, 77); },
                          [](const Image& image) { return *Erase(image, 0, 0, 23, 31, 0); },
                          [](const Image& image) {
                            const Fill fill = image.channels() == 1 ? Fill(11) : Fill(11, 22, 33);
                            return *Erase(image, 22, 0, 1, 31, fill);
                          }});
}

ColourFunction Blur(int width, int height, double sigma_x, double sigma_y) {
  return [=](const Image& image) {
    return *GaussianBlur(image, GaussianKernel(width, sigma_x), GaussianKernel(height, sigma_y));
  };
}

// Two passes of one dimension where torchvision has one of two.
TEST(ColourGolden, GaussianBlur) {
  ExpectColours("gaussian_blur",
                {Blur(3, 3, 0.1, 0.1), Blur(3, 3, 0.5, 0.5), Blur(5, 5, 1, 1), Blur(9, 5, 2, 2),
                 Blur(7, 7, 0.8, 3.1), Blur(23, 23, 5, 5)},
                /*bound=*/1);
}

std::vector<std::vector<std::string>> WordsOfLines(const std::string& name) {
  std::vector<std::vector<std::string>> lines;
  const std::string text = ReadFile(kGoldenFolder + name).value();
  for (const auto line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    lines.push_back(absl::StrSplit(line, ' '));
  }
  return lines;
}

TEST(ColourGolden, AutoAugmentPolicies) {
  std::vector<std::vector<std::string>> found;
  for (const auto& [name, policy] : NamesOf(AutoAugmentPolicy())) {
    for (const SubPolicy& steps : SubPolicies(policy)) {
      std::vector<std::string>& words = found.emplace_back(1, name);
      for (const PolicyStep& step : steps) {
        words.push_back(WriteArgument(step.operation));
        words.push_back(WriteArgument(step.p));
        words.push_back(WriteArgument(step.bin));
      }
    }
  }
  EXPECT_EQ(found, WordsOfLines("colour_policies.txt"));
}

// FNV-1a, 64 bits, of both pictures after the operation.
std::string Hash(AugmentOperation operation, double magnitude, const AugmentPixels& pixels) {
  uint64_t value = 0xcbf29ce484222325;
  for (const ColorMode color : {ColorMode::kRgb, ColorMode::kGrey}) {
    const Image image = ApplyOperation(operation, magnitude, pixels, ColourPicture(color)).value();
    for (const char sample : Samples(image)) {
      value = (value ^ static_cast<uint8_t>(sample)) * 0x100000001b3;
    }
  }
  return absl::StrCat(absl::Hex(value, absl::kZeroPad16));
}

// Every operation of every space at every magnitude and sign. The magnitudes but for the last bit
// (augment_operation.h); what becomes of the pictures at torchvision's magnitudes to the bit.
TEST(ColourGolden, AugmentOperations) {
  struct Space {
    AugmentationSpace entries;
    int bins;
  };
  const std::map<std::string, Space> spaces = {
      {"auto_augment", {AutoAugmentSpace(), 10}},
      {"rand_augment", {RandAugmentSpace(), 31}},
      {"trivial_augment_wide", {TrivialAugmentWideSpace(), 31}},
      {"aug_mix", {AugMixSpace(/*all_ops=*/true), 10}},
  };
  std::map<std::string, int> lines;
  for (const std::vector<std::string>& words : WordsOfLines("colour_operations.txt")) {
    const std::string place = absl::StrJoin(words, " ");
    const Space& space = spaces.at(words[0]);
    const auto range = std::find_if(
        space.entries.begin(), space.entries.end(),
        [&](const OperationRange& entry) { return WriteArgument(entry.operation) == words[1]; });
    ASSERT_NE(range, space.entries.end()) << place;
    const double magnitude = std::stof(words[3]);
    EXPECT_NEAR(range->Magnitude(std::stoi(words[2]), space.bins, ColourPicture(ColorMode::kRgb)),
                magnitude, 3e-7 * magnitude)
        << place;
    AugmentPixels pixels;
    pixels.fill = 128;
    if (words[0] == "aug_mix") pixels.interpolation = InterpolationMode::kBilinear;
    EXPECT_EQ(range->is_signed(), words.size() == 6) << place;
    EXPECT_EQ(Hash(range->operation, magnitude, pixels), words[4]) << place;
    if (words.size() == 6) {
      EXPECT_EQ(Hash(range->operation, -magnitude, pixels), words[5]) << place;
    }
    ++lines[words[0]];
  }
  for (const auto& [name, space] : spaces) {
    int magnitudes = 0;
    for (const OperationRange& range : space.entries) {
      magnitudes += range.has_magnitude() ? space.bins : 1;
    }
    EXPECT_EQ(lines[name], magnitudes) << name;
  }
}

TEST(ColourGolden, Mix) {
  const std::vector<float> weights = {0.3f, 0.2f * 0.7f, 0.5f * 0.7f, 0.3f * 0.7f};
  ExpectColours(
      "mix", {[&](const Image& image) {
        return Mix({image, Invert(image), Posterize(image, 3), Solarize(image, 128)}, weights);
      }});
}

}  // namespace
}  // namespace stride
