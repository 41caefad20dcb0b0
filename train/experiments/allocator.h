// Keeps the memory of one training step for the next.
#ifndef STRIDE_TRAIN_EXPERIMENTS_ALLOCATOR_H_
#define STRIDE_TRAIN_EXPERIMENTS_ALLOCATOR_H_

namespace stride {

// glibc gives large blocks back to the kernel when they are freed and has them faulted in again
// when the next step asks for them. From this call on it keeps them: the process does not shrink
// below the most that a step has needed. Call it first in a program that trains.
void KeepFreedMemory();

}  // namespace stride

#endif  // STRIDE_TRAIN_EXPERIMENTS_ALLOCATOR_H_
