using EksIngress.Emulator.Aws.ElbV2;

namespace EksIngress.Emulator.LoadBalancer.Stickiness;

/// <summary>How a target group binds clients to targets. A closed set.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#sticky-sessions</remarks>
internal abstract record TargetStickiness
{
    private TargetStickiness() { }

    public static TargetStickiness Read(AttributeSet attributes)
    {
        if (!attributes.IsTrue(AttributeTable.Stickiness))
        {
            return Off.Instance;
        }

        return attributes.Get(AttributeTable.StickinessType) switch
        {
            "app_cookie" => new AppCookie(attributes.Get(AttributeTable.AppCookieName), attributes.Seconds(AttributeTable.AppCookieDuration)),
            "lb_cookie" => new LbCookie(attributes.Seconds(AttributeTable.LbCookieDuration)),
            // By the client's address, of a Network Load Balancer: its group has one target.
            _ => Off.Instance,
        };
    }

    internal sealed record Off : TargetStickiness
    {
        public static Off Instance { get; } = new();
    }

    /// <param name="Duration">1 second to 7 days, begun anew with every response.</param>
    internal sealed record LbCookie(TimeSpan Duration) : TargetStickiness;

    /// <param name="Name">Cookie of the application.</param>
    /// <param name="Duration">1 second to 7 days, begun anew with every response; the load balancer's cookie itself stays 7 days with the client.</param>
    internal sealed record AppCookie(string Name, TimeSpan Duration) : TargetStickiness;
}
