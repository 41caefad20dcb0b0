#include "stride/models/core/layer_record.h"

#include "gtest/gtest.h"

namespace stride {
namespace {

LayerRecord Pooling() {
  LayerRecord layer;
  layer.name = "pool1";
  layer.type = "MaxPool2d";
  layer.description = "2x2";
  layer.input = {6, 28, 28};
  layer.output = {6, 14, 14};
  layer.formula = "(28 - 2)/2 + 1 = 14";
  return layer;
}

TEST(LayerTitleTest, LeavesOutWhatIsEmpty) {
  LayerRecord layer = Pooling();
  EXPECT_EQ(LayerTitle(layer), "pool1 (MaxPool2d 2x2)");
  layer.name.clear();
  EXPECT_EQ(LayerTitle(layer), "MaxPool2d 2x2");
  layer.description.clear();
  EXPECT_EQ(LayerTitle(layer), "MaxPool2d");
}

TEST(ArithmeticTableTest, StartsWithTheInput) {
  EXPECT_EQ(ArithmeticTable({6, 28, 28}, {Pooling()}),
            "layer                  arithmetic           output\n"
            "---------------------------------------------------\n"
            "input                                       6x28x28\n"
            "pool1 (MaxPool2d 2x2)  (28 - 2)/2 + 1 = 14  6x14x14\n");
}

}  // namespace
}  // namespace stride
