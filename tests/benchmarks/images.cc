#include "stride/tests/benchmarks/images.h"

#include <utility>

#include "stride/data/dataset/in_memory.h"

namespace stride {

DatasetPtr BenchmarkImages(int64_t count, int side, int channels) {
  InMemoryImages images;
  images.height = images.width = side;
  images.channels = channels;
  images.pixels.resize(count * side * side * channels);
  for (size_t i = 0; i < images.pixels.size(); ++i) images.pixels[i] = static_cast<uint8_t>(7 * i);
  for (int64_t i = 0; i < count; ++i) images.labels.push_back(i % 10);
  for (const char* name : {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}) {
    images.class_names.emplace_back(name);
  }
  images.id_prefix = "benchmark";
  return *MakeInMemoryDataset(std::move(images));
}

}  // namespace stride
