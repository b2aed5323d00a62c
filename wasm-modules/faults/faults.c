/*
 * Kernels that really fail, for the tests of recovery. Each answers like a good kernel (out = in + 1)
 * unless `fault` says how to fail; so a probe can find the module healthy again.
 */
#include "abi.h"

ALIDADE_MODULE

struct faulty {
  i32 status;
  i32 fault;
  i32 in;
  i32 out;
};

#define FAULT_NONE 0
#define FAULT_UNREACHABLE 1
#define FAULT_OUT_OF_BOUNDS 2
#define FAULT_DIVIDE_BY_ZERO 3
#define FAULT_STACK 4
#define FAULT_ENDLESS 5
#define FAULT_STATUS 6

static volatile i32 sink;

static __attribute__((noinline)) i32 deeper(i32 depth) {
  volatile i32 here[64];
  here[depth & 63] = depth;
  if (depth == INT32_MIN) return 0;
  return deeper(depth + 1) + here[(depth + 1) & 63];
}

KERNEL(faulty) {
  BLOCK(faulty);
  switch (p->fault) {
    case FAULT_UNREACHABLE: __builtin_trap();
    case FAULT_OUT_OF_BOUNDS: sink = *(volatile i32 *)(uintptr_t)0xfffffff0u; break;
    case FAULT_DIVIDE_BY_ZERO: sink = p->in / sink; break;
    case FAULT_STACK: sink = deeper(p->in); break;
    case FAULT_ENDLESS:
      for (;;) sink++;
    case FAULT_STATUS: FAIL();
    default: break;
  }
  p->out = p->in + 1;
  p->status = STATUS_OK;
}
