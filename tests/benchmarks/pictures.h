// Folders of JPEG files for benchmarks: their pixels mean nothing, but are about as hard to decode
// as a photograph's.
#ifndef STRIDE_TESTS_BENCHMARKS_PICTURES_H_
#define STRIDE_TESTS_BENCHMARKS_PICTURES_H_

#include <string>

namespace stride {

// A folder of ten class folders with `count` pictures in all, below the system's temporary folder
// and named after their size, "stride_benchmark_pictures/32x32": made once and used again, by
// peers/pytorch.py too. `quality` is the encoder's, 0 to 100. Ends the program where it cannot be
// written.
std::string PictureFolder(int count, int height, int width, int quality);

}  // namespace stride

#endif  // STRIDE_TESTS_BENCHMARKS_PICTURES_H_
