using IResponseCookies = EksIngress.Emulator.LoadBalancer.Exchanges.IResponseCookies;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>The cookies of a session that was refreshed, behind those that the load balancer puts on the response anyway.</summary>
internal sealed class SessionResponseCookies(IResponseCookies? others, IReadOnlyList<string> session) : IResponseCookies
{
    public IReadOnlyList<string> For(IReadOnlyList<string> targetCookies) => [.. others?.For(targetCookies) ?? [], .. session];
}
