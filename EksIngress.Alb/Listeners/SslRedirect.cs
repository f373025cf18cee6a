using System.Globalization;
using EksIngress.Alb.Annotations;
using EksIngress.Alb.GoValues;
using EksIngress.Alb.Groups;

namespace EksIngress.Alb.Listeners;

/// <summary>Reads <c>ssl-redirect</c>, which holds for the whole group and takes the rules off its HTTP listeners.</summary>
/// <remarks>Source: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#ssl-redirect</remarks>
public static class SslRedirect
{
    /// <summary>Finds the port that the members agree on.</summary>
    /// <param name="group">Class parameters of a member come before its annotation.</param>
    /// <param name="ports">Merged configurations by port.</param>
    /// <returns>Port that every HTTP listener redirects to; null without redirect.</returns>
    /// <exception cref="AlbModelException">Members disagree, or the port is no HTTPS listener.</exception>
    public static int? Find(IngressGroup group, IReadOnlyDictionary<int, ListenPortConfig> ports)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(ports);
        var wanted = new SortedSet<int>();
        foreach (var member in group.Members)
        {
            if (member.ClassParams?.Spec.SslRedirectPort is { Length: > 0 } fromClass)
            {
                // The controller passes over a port in the class that is no number, and over the redirect with it.
                if (GoNumber.FindInt32(fromClass) is not { } port)
                {
                    return null;
                }

                wanted.Add(port);
            }
            else if (FindAnnotated(member) is { } annotated)
            {
                wanted.Add(annotated);
            }
        }

        if (wanted.Count > 1)
        {
            throw new AlbModelException(
                $"conflicting sslRedirect port: {GoText.List(wanted.Select(port => port.ToString(CultureInfo.InvariantCulture)))}");
        }

        if (wanted.Count == 0)
        {
            return null;
        }

        var chosen = wanted.Min;
        if (!ports.TryGetValue(chosen, out var config))
        {
            throw new AlbModelException($"listener does not exist for SSLRedirect port: {chosen}");
        }

        return config.Protocol == "HTTPS" ? chosen : throw new AlbModelException($"listener protocol non-SSL for SSLRedirect port: {chosen}");
    }

    private static int? FindAnnotated(ClassifiedIngress member)
    {
        try
        {
            return member.Annotations.FindInt32(IngressAnnotations.SslRedirect);
        }
        catch (AlbModelException exception)
        {
            throw exception.Within($"ingress: {member.Key}");
        }
    }
}
