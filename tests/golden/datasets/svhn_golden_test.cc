// SVHN's format as MATLAB's own tools write it and torchvision reads it (make_golden.py).
#include <gtest/gtest.h>

#include "stride/data/dataset/svhn.h"

namespace stride {
namespace {

TEST(SvhnGolden, PixelsAndLabelsAreTorchvisions) {
  const auto dataset = LoadSvhn("tests/golden/datasets", Split::kTest);
  ASSERT_TRUE(dataset.ok()) << dataset.status();
  ASSERT_EQ((*dataset)->size(), 12);
  for (int i = 0; i < 12; ++i) {
    const auto example = (*dataset)->Get(i);
    ASSERT_TRUE(example.ok()) << example.status();
    EXPECT_EQ(example->label, (i + 1) % 10);
    for (int row = 0; row < 32; ++row) {
      for (int at = 0; at < 32 * 3; ++at) {
        ASSERT_EQ(example->image.row(row)[at],
                  (3 * row + 5 * (at / 3) + 70 * (at % 3) + 11 * i) % 256);
      }
    }
  }
}

}  // namespace
}  // namespace stride
