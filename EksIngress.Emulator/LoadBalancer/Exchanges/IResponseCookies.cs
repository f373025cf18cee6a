namespace EksIngress.Emulator.LoadBalancer.Exchanges;

/// <summary>Cookies that a load balancer adds to a response, decided once the target's head is there.</summary>
internal interface IResponseCookies
{
    /// <param name="targetCookies">Values of the target's own Set-Cookie headers, for stickiness by the application's cookie.</param>
    /// <returns>Values of Set-Cookie headers to put on the response after the target's.</returns>
    IReadOnlyList<string> For(IReadOnlyList<string> targetCookies);
}
