namespace EksIngress.Bench;

/// <summary>The benchmark cannot be run, with the reason and what to do.</summary>
internal sealed class BenchException(string message) : Exception(message);
