using EksIngress.Emulator.LoadBalancerController.Aws;

namespace EksIngress.Emulator.LoadBalancerController.Deploy;

/// <summary>What a stack wants, held against what there is.</summary>
/// <param name="Missing">To be made.</param>
/// <param name="Matched">To be brought in line; of several for one the last counts.</param>
/// <param name="Surplus">To be deleted.</param>
internal sealed record ResourceMatches<TDesired, TObserved>(
    IReadOnlyList<TDesired> Missing, IReadOnlyList<(TDesired Desired, Tagged<TObserved> Observed)> Matched, IReadOnlyList<Tagged<TObserved>> Surplus);
