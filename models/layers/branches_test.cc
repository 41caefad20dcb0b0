#include "stride/models/layers/branches.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/ones.h>

#include "gtest/gtest.h"
#include "stride/models/layers/conv2d.h"

namespace stride {
namespace {

TEST(Branches, ConcatenateTheEndsInOrder) {
  Conv2d one(2, 1, 1);
  Conv2d trunk(2, 3, 1);
  Conv2d left(3, 1, 1);
  Conv2d right(3, 2, 1);
  Branches block;
  const int fork = block->Add("trunk", trunk);
  block->Then("left", left);
  block->Then("right", right, fork);
  block->Add("one", one);
  const at::Tensor images = at::ones({2, 2, 3, 3}).cumsum(2);
  const at::Tensor maps = trunk->forward(images);
  EXPECT_TRUE(block->forward(images).equal(
      at::cat({left->forward(maps), right->forward(maps), one->forward(images)}, 1)));
  EXPECT_TRUE(block->named_parameters().contains("left.weight"));
}

TEST(Branches, ABranchStartsAtALayerThatIsThere) {
  EXPECT_THROW(Branches()->Then("layer", Conv2d(2, 1, 1), 0), c10::Error);
}

}  // namespace
}  // namespace stride
