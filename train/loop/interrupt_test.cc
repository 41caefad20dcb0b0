#include "stride/train/loop/interrupt.h"

#include <csignal>

#include "gtest/gtest.h"

namespace stride {
namespace {

TEST(InterruptScopeTest, TheFirstSignalIsARequest) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const InterruptScope scope;
    EXPECT_FALSE(InterruptScope::requested());
    std::raise(signal);
    EXPECT_TRUE(InterruptScope::requested());
  }
}

TEST(InterruptScopeTest, TheSecondEndsTheProcess) {
  const auto twice = [] {
    const InterruptScope scope;
    std::raise(SIGINT);
    std::raise(SIGTERM);
  };
  EXPECT_EXIT(twice(), ::testing::KilledBySignal(SIGTERM), "");
}

TEST(InterruptScopeTest, PutsTheOldHandlerBack) {
  { const InterruptScope scope; }
  EXPECT_EXIT(std::raise(SIGINT), ::testing::KilledBySignal(SIGINT), "");
}

}  // namespace
}  // namespace stride
