namespace EksIngress.Emulator.LoadBalancer.Balancing;

/// <summary>Values of <c>load_balancing.algorithm.type</c>.</summary>
internal enum BalancingAlgorithm
{
    RoundRobin,
    LeastOutstandingRequests,
    WeightedRandom,
}
