namespace EksIngress.Emulator.Tests.LoadBalancer;

/// <summary>A request as a target got it.</summary>
/// <param name="Target">Target of the request line.</param>
public sealed record SeenRequest(string Target, IReadOnlyDictionary<string, string> Headers);
