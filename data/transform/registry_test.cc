#include "stride/data/transform/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "stride/data/transform/transform_test_util.h"

namespace stride {
namespace {

std::string RegistryError(const std::string& text) {
  return std::string(ParseTransform(text).status().message());
}

class RegistryRoundTrip : public ::testing::TestWithParam<const char*> {};

TEST_P(RegistryRoundTrip, TextIsReadAndWrittenAlike) {
  const auto transform = ParseTransform(GetParam());
  ASSERT_TRUE(transform.ok()) << transform.status();
  EXPECT_EQ((*transform)->ToString(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Texts, RegistryRoundTrip,
                         ::testing::Values("random_horizontal_flip", "random_horizontal_flip(0.25)",
                                           "random_crop(32)", "random_crop((24, 32), padding=4)",
                                           "random_crop(32, padding=4, pad_if_needed=true, fill=9, "
                                           "padding_mode=reflect)",
                                           "random_crop(32, padding=4) | random_horizontal_flip",
                                           "permute_pixels(28, width=28, seed=5)",
                                           "random_apply(random_horizontal_flip, p=0.3)",
                                           "random_choice((random_horizontal_flip, random_crop(8) "
                                           "| random_horizontal_flip), p=(0.25, 0.75))",
                                           "random_choice(random_crop(8), p=2)",
                                           "random_order((random_horizontal_flip, random_apply("
                                           "random_crop(8) | random_horizontal_flip(1))))"));

TEST(Registry, ArgumentsByPositionAndSpacesAreFree) {
  const auto transform = ParseTransform(" random_crop( (24 ,32,), 4 )|random_horizontal_flip() ");
  ASSERT_TRUE(transform.ok()) << transform.status();
  EXPECT_EQ((*transform)->ToString(), "random_crop((24, 32), padding=4) | random_horizontal_flip");
}

TEST(Registry, WhatIsReadDoesWhatItSays) {
  const auto transform = ParseTransform("random_horizontal_flip(1)");
  ASSERT_TRUE(transform.ok());
  RandomStream random = ExampleStream(0);
  const auto flipped = (*transform)->Apply(NumberedImage(1, 2, 1), random);
  EXPECT_EQ(flipped->data()[0], 2);
}

TEST(Registry, ErrorsPointAtTheColumn) {
  EXPECT_EQ(RegistryError(""), "column 1: expected a transform's name, found the end");
  EXPECT_EQ(RegistryError("random_crop(32 | x"), "column 16: expected \",\" or \")\", found \"|\"");
  EXPECT_EQ(RegistryError("random_crop(32) 4"),
            "column 17: expected \"|\" or the end, found \"4\"");
  EXPECT_EQ(RegistryError("random_crop(32) | flip_randomly(1)"),
            "column 19: there is no transform flip_randomly");
  EXPECT_EQ(RegistryError("random_horizontal_flp"),
            "column 1: there is no transform random_horizontal_flp; is it random_horizontal_flip?");
  EXPECT_EQ(RegistryError("random_crop(32, pad=4)"),
            "column 21: random_crop has no argument pad; its arguments are size, padding, "
            "pad_if_needed, fill, padding_mode");
  EXPECT_EQ(RegistryError("random_crop(32, 4, padding=4)"),
            "column 28: random_crop: padding is given twice");
  EXPECT_EQ(RegistryError("random_crop(size=32, 4)"),
            "column 22: random_crop: an argument without a name stands behind one with a name");
  EXPECT_EQ(RegistryError("random_horizontal_flip(1, 2)"),
            "column 27: random_horizontal_flip has no argument 2; its arguments are p");
}

TEST(Registry, ValuesOfAnotherKindAndOutOfRangeAreErrors) {
  EXPECT_EQ(RegistryError("random_crop(3.5)"), "column 13: expected a whole number, found 3.5");
  EXPECT_EQ(RegistryError("random_crop((1, 2, 3))"),
            "column 13: expected a side or (height, width), found a tuple of 3");
  EXPECT_EQ(RegistryError("random_crop(32, fill=256)"),
            "column 22: expected a whole number from 0 to 255, found 256");
  EXPECT_EQ(RegistryError("random_crop(32, padding_mode=wrap)"),
            "column 30: expected one of constant, edge, reflect, symmetric; found wrap");
  EXPECT_EQ(RegistryError("random_crop(32, pad_if_needed=1)"),
            "column 31: expected one of true, false; found 1");
  EXPECT_EQ(RegistryError("random_horizontal_flip(2)"),
            "column 1: random_horizontal_flip: p: expected 0 to 1, found 2");
  EXPECT_EQ(RegistryError("random_horizontal_flip(nan)"),
            "column 24: expected a number, found nan");
  EXPECT_EQ(RegistryError("random_apply"),
            "column 1: random_apply: expected a transform, found none");
  EXPECT_EQ(RegistryError("random_apply(4)"), "column 14: expected a transform, found 4");
  EXPECT_EQ(RegistryError("random_apply(random_crop(8), 2)"),
            "column 1: random_apply: p: expected 0 to 1, found 2");
  EXPECT_EQ(RegistryError("random_order(())"),
            "column 1: random_order: expected one transform at least, found none");
  EXPECT_EQ(RegistryError("random_choice((random_crop(8), random_crop(9)), p=(1, 2, 3))"),
            "column 1: random_choice: p: expected a weight for each of the 2 transforms, found 3");
  EXPECT_EQ(RegistryError("random_choice(random_crop(8), p=0)"),
            "column 1: random_choice: sum of p: expected a number above 0, found 0");
  EXPECT_EQ(RegistryError("random_choice(random_crop(8), p=-1)"),
            "column 1: random_choice: p: expected at least 0, found -1");
  EXPECT_EQ(RegistryError("random_crop"),
            "column 1: random_crop: size: expected at least 1, found 0");
}

}  // namespace
}  // namespace stride
