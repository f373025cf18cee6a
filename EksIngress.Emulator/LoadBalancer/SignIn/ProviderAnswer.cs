namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>What an endpoint of an identity provider answered.</summary>
/// <param name="StatusCode">0 when it did not answer.</param>
/// <param name="Body">Empty when there is none, or too much of it.</param>
/// <param name="IsTooLarge">The body is longer than what was allowed for it.</param>
/// <param name="Detail">For the log: why there is no answer.</param>
internal readonly record struct ProviderAnswer(int StatusCode, byte[] Body, bool IsTooLarge = false, string? Detail = null)
{
    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>Nothing answered, or not in time.</summary>
    public bool IsUnreachable => StatusCode == 0;
}
