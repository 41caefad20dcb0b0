// Ctrl-C as a wish instead of an end: the run finishes its step, saves and says how to go on.
#ifndef STRIDE_TRAIN_LOOP_INTERRUPT_H_
#define STRIDE_TRAIN_LOOP_INTERRUPT_H_

namespace stride {

// While it lives, the first SIGINT or SIGTERM of the process only sets requested(); the second ends
// the process at once. One at a time.
class InterruptScope {
 public:
  InterruptScope();
  ~InterruptScope();  // puts back what handled the signals before
  InterruptScope(const InterruptScope&) = delete;
  InterruptScope& operator=(const InterruptScope&) = delete;

  static bool requested();  // since the newest scope began
};

}  // namespace stride

#endif  // STRIDE_TRAIN_LOOP_INTERRUPT_H_
