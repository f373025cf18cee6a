using System.Collections.Concurrent;

namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>The keys of all load balancers, made when they are first needed.</summary>
internal sealed class SignInKeys : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<SignInKey>> _keys = new(StringComparer.Ordinal);

    public SignInKey Get(string loadBalancerArn) => _keys.GetOrAdd(loadBalancerArn, static _ => new Lazy<SignInKey>(() => new SignInKey())).Value;

    /// <summary>Null for an id that no load balancer signs with.</summary>
    /// <param name="id">The <c>kid</c> of a signature.</param>
    public SignInKey? Find(string id) => _keys.Values.Where(key => key.IsValueCreated).Select(key => key.Value).FirstOrDefault(key => key.Id == id);

    public void Dispose()
    {
        foreach (var key in _keys.Values.Where(key => key.IsValueCreated))
        {
            key.Value.Dispose();
        }
    }
}
