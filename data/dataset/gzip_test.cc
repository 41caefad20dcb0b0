#include "stride/data/dataset/gzip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "stride/data/dataset/test_files.h"

namespace stride {
namespace {

using ::testing::HasSubstr;

std::string GunzipError(const std::string& bytes) {
  return Gunzip("a.gz", bytes, 1 << 20).status().ToString();
}

TEST(Gunzip, ReturnsWhatWasCompressed) {
  for (const size_t size : {size_t{0}, size_t{5}, size_t{65536}, size_t{300000}}) {
    const std::string text(size, 'x');
    EXPECT_EQ(*Gunzip("a.gz", Gzip(text), 1 << 20), text);
    EXPECT_EQ(*Gunzip("a.gz", Gzip(text), size + 1), text);
  }
  EXPECT_TRUE(IsGzip(Gzip("")));
  EXPECT_FALSE(IsGzip("\x1f"));
}

// A thousand bytes in the file for each in memory.
TEST(Gunzip, StopsAtTheLimit) {
  const std::string bomb = Gzip(std::string(50000000, 'x'));  // NOLINT: as long as that
  const std::string first = *Gunzip("a.gz", bomb, 100);
  EXPECT_EQ(first, std::string(100, 'x'));
  EXPECT_LT(first.capacity(), 1000u);
}

TEST(Gunzip, AWrongChecksumIsAnError) {
  std::string bytes = Gzip("hello");
  bytes[bytes.size() - 8] ^= 1;  // of the CRC-32, which the length follows
  EXPECT_THAT(GunzipError(bytes), HasSubstr("a.gz: gzip stream is corrupt at byte "));
  bytes = Gzip("hello");
  bytes[bytes.size() - 4] ^= 1;
  EXPECT_THAT(GunzipError(bytes), HasSubstr("is corrupt"));
}

TEST(Gunzip, WhatIsCutShortOrGoesOnIsAnError) {
  const std::string bytes = Gzip("hello");
  EXPECT_THAT(GunzipError(bytes.substr(0, bytes.size() - 1)), HasSubstr("ends too early"));
  EXPECT_THAT(GunzipError(bytes + "x"), HasSubstr("goes on after its end at byte 25"));
  EXPECT_THAT(GunzipError(""), HasSubstr("ends too early at byte 0"));
}

}  // namespace
}  // namespace stride
