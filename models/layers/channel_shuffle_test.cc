#include "stride/models/layers/channel_shuffle.h"

#include <ATen/ops/arange.h>

#include "gtest/gtest.h"

namespace stride {
namespace {

TEST(ConcatenateShuffled, TakesChannelsInTurn) {
  const at::Tensor a = at::arange(2 * 3 * 4 * 5).view({2, 3, 4, 5});
  const at::Tensor b = -a;
  const at::Tensor mixed = ConcatenateShuffled(a, b);
  ASSERT_EQ(mixed.sizes(), (at::IntArrayRef{2, 6, 4, 5}));
  for (int64_t c = 0; c < 3; ++c) {
    EXPECT_TRUE(mixed.select(1, 2 * c).equal(a.select(1, c)));
    EXPECT_TRUE(mixed.select(1, 2 * c + 1).equal(b.select(1, c)));
  }
}

TEST(ConcatenateShuffled, KeepsTheMemoryFormat) {
  const at::Tensor a = at::arange(2 * 3 * 4 * 5).view({2, 3, 4, 5});
  const at::Tensor last = a.contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor mixed = ConcatenateShuffled(last, last);
  EXPECT_TRUE(mixed.is_contiguous(at::MemoryFormat::ChannelsLast));
  EXPECT_TRUE(mixed.equal(ConcatenateShuffled(a, a)));
}

}  // namespace
}  // namespace stride
