// Options that the sanitizers' run times ask the program for. Without a sanitizer nobody calls
// them. NOLINTBEGIN(bugprone-reserved-identifier)

extern "C" const char* __asan_default_options() { return "detect_odr_violation=0"; }

extern "C" const char* __lsan_default_suppressions() {
  return "leak:libopenblas\n"
         "leak:libtorch_cpu\n";
}

extern "C" const char* __tsan_default_options() {
  return "ignore_noninstrumented_modules=1:second_deadlock_stack=1";
}

extern "C" const char* __tsan_default_suppressions() {
  return "race:ATen/ParallelOpenMP.h\n"
         "called_from_lib:libgomp.so.1\n"
         "race:libgomp.so\n"
         "race:libopenblas\n"
         "deadlock:libgdal\n";
}

extern "C" const char* __ubsan_default_options() { return "print_stacktrace=1:halt_on_error=1"; }
// NOLINTEND(bugprone-reserved-identifier)
