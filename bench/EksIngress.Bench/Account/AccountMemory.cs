namespace EksIngress.Bench.Account;

/// <summary>What an emulator takes at a moment.</summary>
/// <param name="Allocated">Bytes that were ever allocated.</param>
/// <param name="Heap">Megabytes that live, after a forced collection.</param>
/// <param name="WorkingSet">Megabytes of the process.</param>
/// <param name="Roles">How many the account has.</param>
/// <param name="Sessions">How many the account knows.</param>
internal sealed record AccountMemory(double Allocated, double Heap, double WorkingSet, long Roles, long Sessions);
