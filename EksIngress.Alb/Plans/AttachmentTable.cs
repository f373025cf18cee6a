using System.Globalization;
using System.Text;
using EksIngress.Alb.FrontendNlb;
using EksIngress.Alb.Stacks;

namespace EksIngress.Alb.Plans;

/// <summary>What a stack holds around its load balancer, a line for each: addresses, capacity, web ACLs, Shield, and the NLB in front.</summary>
internal static class AttachmentTable
{
    private const string Indent = "  ";
    private const string Removed = "none; an association that exists is removed";

    public static void Write(StringBuilder text, IngressStack stack)
    {
        var (balancer, protections) = (stack.LoadBalancer, stack.Protections);
        WriteLine("Customer-owned IPv4 pool", balancer?.CustomerOwnedIpv4Pool);
        WriteLine("IPAM pool", balancer?.Ipv4IpamPool);
        WriteLine("Reserved capacity", balancer?.MinimumCapacityUnits is { } units
            ? string.Create(CultureInfo.InvariantCulture, $"{units} units")
            : null);
        WriteLine("Web ACL", protections.WebAclArn is "" ? Removed : protections.WebAclArn);
        WriteLine("Web ACL of WAF Classic", protections.RegionalWebAclId is "" ? Removed : protections.RegionalWebAclId);
        WriteLine("Shield Advanced", protections.ShieldEnabled switch
        {
            null => null,
            true => "on",
            false => "off",
        });
        if (stack.FrontendNlb is { } frontend)
        {
            WriteFrontend(text, frontend);
        }

        void WriteLine(string name, string? value)
        {
            if (value is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Indent}{name}: {value}\n");
            }
        }
    }

    private static void WriteFrontend(StringBuilder text, FrontendNlbSpec frontend)
    {
        text.Append(CultureInfo.InvariantCulture, $"Frontend NLB {frontend.LoadBalancer.Name} ({frontend.LoadBalancer.Scheme})\n");
        foreach (var listener in frontend.Listeners)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Indent}Listener {FrontendNlbListenerSpec.Protocol}:{listener.Port} forwards to port {listener.TargetPort} of the load balancer, by {listener.TargetGroupName}\n");
        }
    }
}
