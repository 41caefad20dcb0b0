#include "stride/tests/benchmarks/pictures.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <filesystem>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "glog/logging.h"
#include "stride/data/base/file.h"
#include "stride/data/base/random.h"
#include "stride/data/image/encode.h"
#include "stride/data/image/image.h"

namespace stride {
namespace {

constexpr int kWaves = 12;
constexpr int kNoise = 12;

struct Wave {
  double down;  // radians a pixel
  double right;
  std::array<double, 3> height;  // of each colour
};

// The finer a wave, the lower: as in photographs.
Wave RandomWave(int i, RandomStream& random) {
  const double fineness = 0.02 * std::pow(1.5, i);
  const double angle = random.Uniform(0, 3.14159);
  Wave wave{fineness * std::cos(angle), fineness * std::sin(angle), {}};
  const double grey = random.Uniform(-50, 50) / (i + 1);
  for (double& height : wave.height) height = grey + random.Uniform(-20, 20) / (i + 1);
  return wave;
}

Image Picture(int height, int width, int number) {
  RandomStream random(1, 0, number, RandomPurpose::kTransform);
  std::array<Wave, kWaves> waves;
  for (int i = 0; i < kWaves; ++i) waves[i] = RandomWave(i, random);
  Image image(height, width, 3);
  uint8_t* to = image.mutable_data();
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const double noise = random.Uniform(-kNoise, kNoise);
      std::array<double, 3> pixel{128 + noise, 128 + noise, 128 + noise};
      for (const Wave& wave : waves) {
        const double level = std::sin(wave.down * y + wave.right * x);
        for (int c = 0; c < 3; ++c) pixel[c] += wave.height[c] * level;
      }
      for (const double sample : pixel) *to++ = static_cast<uint8_t>(std::clamp(sample, 0., 255.));
    }
  }
  return image;
}

void WritePictures(const std::string& folder, int count, int height, int width, int quality) {
  for (int i = 0; i < count; ++i) {
    const std::string class_folder = absl::StrCat(folder, "/", i % 10);
    CHECK(MakeDirectories(class_folder).ok()) << class_folder;
    const auto bytes = EncodeJpeg(Picture(height, width, i), quality);
    CHECK(bytes.ok()) << bytes.status();
    const absl::Status written =
        WriteFileAtomically(absl::StrFormat("%s/%05d.jpg", class_folder, i), *bytes);
    CHECK(written.ok()) << written;
  }
}

}  // namespace

std::string PictureFolder(int count, int height, int width, int quality) {
  namespace fs = std::filesystem;
  std::string folder = absl::StrCat(fs::temp_directory_path().string(),
                                    "/stride_benchmark_pictures/", height, "x", width);
  if (fs::exists(folder)) return folder;
  const std::string unfinished = absl::StrCat(folder, ".", getpid());
  WritePictures(unfinished, count, height, width, quality);
  fs::rename(unfinished, folder);
  return folder;
}

}  // namespace stride
