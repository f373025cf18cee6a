using EksIngress.Alb.Annotations;
using EksIngress.Alb.Groups;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Stacks;
using EksIngress.Alb.Tests.Scenarios;
using EksIngress.Alb.Webhooks;

namespace EksIngress.Alb.Tests.Groups;

/// <summary>Groups of random members: whatever they say, the answer is a stack or the controller's error, and always the same one.</summary>
public sealed class RandomGroupTests
{
    private const int Rounds = 3000;

    private static readonly string[] Suffixes =
    [
        "scheme", "subnets", "security-groups", "manage-backend-security-group-rules", "inbound-cidrs", "security-group-prefix-lists",
        "load-balancer-name", "load-balancer-attributes", "listener-attributes.HTTP-80", "tags", "ip-address-type", "customer-owned-ipv4-pool",
        "minimum-load-balancer-capacity", "ipam-ipv4-pool-id", "wafv2-acl-arn", "wafv2-acl-name", "waf-acl-id", "web-acl-id",
        "shield-advanced-protection", "enable-frontend-nlb", "enable-frontend-nlb", "frontend-nlb-scheme", "frontend-nlb-subnets",
        "frontend-nlb-security-groups", "frontend-nlb-listener-port-mapping", "frontend-nlb-eip-allocations", "frontend-nlb-healthcheck-port",
        "frontend-nlb-healthcheck-protocol", "frontend-nlb-healthcheck-path", "frontend-nlb-healthcheck-interval-seconds",
        "frontend-nlb-healthcheck-success-codes", "frontend-nlb-attributes", "frontend-nlb-tags", "group.order", "listen-ports",
    ];

    private static readonly string[] Values =
    [
        "", " ", ",", "=", "a", "a=1", "a=2", "a=1,b=2", "a,b", "true", "false", "T", "0", "1", "80", "-1", "99999999999", "internal", "internet-facing",
        "ipv4", "dualstack", "none", "shop", "sg-1", "sg-1,web", "subnet-a", "subnet-a,subnet-b", "one", "80=80", "443=80,80=80", "HTTP", "HTTPS",
        "traffic-port", "CapacityUnits=10", "[{\"HTTP\": 80}]", "[{\"HTTPS\": 443}]", "[]", "{}", "null", "10.0.0.0/8", "\\", "\\,=", "ä=ö", "😀", "\0",
        "%s%n", new string('x', 300),
    ];

    [Fact]
    public async Task Build_RandomAnnotations_GivesAStackOrAnError()
    {
        var random = new Random(20260101);
        var stacks = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var scenario = Random(random);
            var first = await TryAsync(scenario);
            var shuffled = scenario.Ingresses.OrderBy(_ => random.Next()).ToList();
            scenario.Ingresses.Clear();
            scenario.Ingresses.AddRange(shuffled);
            scenario.Subnets.Reverse();

            Assert.Equal(first, await TryAsync(scenario));
            stacks += first.StartsWith("{\"id\":", StringComparison.Ordinal) ? 1 : 0;
        }

        // Otherwise the values are too wild to say anything about stacks.
        Assert.InRange(stacks, Rounds / 20, Rounds - (Rounds / 20));
    }

    [Fact]
    public void Validate_RandomParameters_PassOrAreRefused()
    {
        var random = new Random(20260102);
        for (var round = 0; round < Rounds; round++)
        {
            var parameters = new IngressClassParams
            {
                Spec = new IngressClassParams.Specification
                {
                    InboundCidrs = [.. Enumerable.Range(0, random.Next(3)).Select(_ => RandomCidr(random))],
                    Subnets = random.Next(4) switch
                    {
                        0 => null,
                        1 => new IngressClassParams.SubnetSelector(),
                        2 => new IngressClassParams.SubnetSelector { Ids = [Pick(random, Values), Pick(random, Values)] },
                        _ => new IngressClassParams.SubnetSelector { Tags = new Dictionary<string, IReadOnlyList<string>> { [Pick(random, Values)] = [Pick(random, Values)] } },
                    },
                },
            };

            Assert.True(Record.Exception(() => IngressClassParamsValidator.Validate(parameters)) is null or AlbModelException);
        }
    }

    private static string RandomCidr(Random random)
    {
        var text = Pick(random, ["10.0.0.0/8", "10.1.2.3/16", "2001:db8::/32", "fe80::1%eth0/64", "::ffff:1.2.3.4/120", "1.2.3.4", "/", "0/0", ""]).ToCharArray();
        for (var i = 0; i < random.Next(3) && text.Length > 0; i++)
        {
            text[random.Next(text.Length)] = "0123456789abcdef.:/% "[random.Next(21)];
        }

        return new string(text);
    }

    private static Scenario Random(Random random)
    {
        var scenario = new Scenario();
        scenario.Subnets[0] = Scenario.Subnet("subnet-a", "a", "kubernetes.io/role/internal-elb", "kubernetes.io/role/elb", "Name=one") with { HasIpv6Cidr = true };
        scenario.Subnets[1] = Scenario.Subnet("subnet-b", "b", "kubernetes.io/role/internal-elb", "kubernetes.io/role/elb", "Name=one") with { HasIpv6Cidr = true };
        scenario.AddParams("""{"scheme":"internal","tags":[{"key":"class","value":"1"}],"loadBalancerAttributes":[{"key":"a","value":"class"}]}""");
        for (var i = 0; i < random.Next(1, 4); i++)
        {
            var annotations = new Dictionary<string, string> { [IngressAnnotations.Key(IngressAnnotations.GroupName)] = "shared" };
            for (var j = 0; j < random.Next(3); j++)
            {
                annotations[IngressAnnotations.Key(Pick(random, Suffixes))] = Pick(random, Values);
            }

            var ingress = scenario.Add($"ns-{i}/ing", Pick(random, ["alb", "strict"]));
            scenario.Ingresses[^1] = ingress with { Metadata = ingress.Metadata with { Annotations = annotations } };
        }

        return scenario;
    }

    private static async Task<string> TryAsync(Scenario scenario)
    {
        try
        {
            return StackJson.Write(await scenario.BuildAsync(IngressGroupId.Explicit("shared")));
        }
        catch (AlbModelException exception)
        {
            return exception.Message;
        }
    }

    private static string Pick(Random random, string[] values) => values[random.Next(values.Length)];
}
