// A data set in memory for benchmarks: its pixels mean nothing.
#ifndef STRIDE_TESTS_BENCHMARKS_IMAGES_H_
#define STRIDE_TESTS_BENCHMARKS_IMAGES_H_

#include <cstdint>

#include "stride/data/dataset/dataset.h"

namespace stride {

// Square images of ten classes.
DatasetPtr BenchmarkImages(int64_t count, int side, int channels);

}  // namespace stride

#endif  // STRIDE_TESTS_BENCHMARKS_IMAGES_H_
