using System.Globalization;
using EksIngress.Alb.Endpoints;
using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Webhooks;

namespace EksIngress.Alb.Tests.Endpoints;

public sealed class QuicTests
{
    private const string Annotation = "service.beta.kubernetes.io/aws-load-balancer-quic-enabled-containers";
    private const string Variable = "AWS_LBC_QUIC_SERVER_ID";

    private static readonly ControllerConfiguration Configuration = new() { ClusterName = "cluster-dummy", VpcId = "vpc-dummy" };

    // Containers: name:port,port:id, init containers with a ! in front (sidecars with !!).
    [Theory]
    [InlineData("web", "web:443:AAECAw==", 443, "0x00010203")]
    [InlineData("web", "web:443:AAECAw==", 8443, "0x00010203")]
    [InlineData("web", "web::AAECAw==", 443, "0x00010203")]
    [InlineData("other", "web:443:AAECAw==", 443, "0x00010203")]
    [InlineData("", "web:443:AAECAw==", 443, "0x00010203")]
    [InlineData(null, "web:443:AAECAw==", 443, null)]
    [InlineData("web", "web:443:", 443, "0x")]
    [InlineData("web", "web:443", 443, null)]
    [InlineData("web", "web:443:nonsense!", 443, null)]
    [InlineData("web", "web:443:AAECAw", 443, null)]
    [InlineData("web", "web:443:/+8=", 443, "0xffef")]
    [InlineData("web", "web:443:_-8=", 443, null)]
    [InlineData("web", "web:443: AAEC", 443, null)]
    [InlineData("a,b", "a:443:AA== b:8443:AQ==", 443, "0x00")]
    [InlineData("a,b", "a:443:AA== b:8443:AQ==", 8443, "0x01")]
    [InlineData("a,b", "a:443:AA== b:8443:AQ==", 80, "0x00")]
    [InlineData("a,b", "a:443:AA== b:443,80:AQ==", 443, "0x01")]
    [InlineData("a,b", "a:443 b:8443:AQ==", 443, "0x01")]
    [InlineData("a,b", "a:443:bad! b:8443:AQ==", 443, "0x01")]
    [InlineData("a", "!!s:9443:AQ== a:443:AA==", 9443, "0x01")]
    [InlineData("a", "!!s:9443:AQ== a:443:AA==", 80, "0x00")]
    [InlineData("a", "!i:9443:AQ== a:443:AA==", 9443, "0x00")]
    [InlineData("a", "!i:9443:AQ==", 9443, null)]
    public void FindQuicServerId_Containers_TheOneWithThePortElseTheFirst(string? annotation, string containers, int port, string? expected) =>
        Assert.Equal(expected, Pod(annotation, containers).FindQuicServerId(port, Variable));

    [Theory]
    [InlineData(false, false, null, "10.0.0.1:443")]
    [InlineData(false, true, null, "10.0.0.1:443")]
    [InlineData(false, false, "0x01", "10.0.0.1:443")]
    [InlineData(false, true, "0x01", "10.0.0.1:443:0x01")]
    [InlineData(true, false, "0x01", "10.0.0.1:443:1777636800000")]
    [InlineData(true, true, "0x01", "10.0.0.1:443:0x01:1777636800000")]
    [InlineData(true, true, null, "10.0.0.1:443:1777636800000")]
    public void Identify_Endpoint_HasWhatIsAskedFor(bool withTimestamp, bool withServerId, string? serverId, string expected)
    {
        var pod = new Pod { Metadata = new ObjectMeta { Name = "p", CreationTimestamp = "2026-05-01T12:00:00Z" } };

        Assert.Equal(expected, new PodEndpoint("10.0.0.1", 443, pod) { QuicServerId = serverId }.Identify(withTimestamp, withServerId));
    }

    [Theory]
    [InlineData("AWS_LBC_QUIC_SERVER_ID", "0x00")]
    [InlineData("OTHER", null)]
    public void ResolvePods_Container_ItsServerIdIsTheEndpoints(string variable, string? expected)
    {
        var facts = new EndpointFacts
        {
            Services = [KubernetesJson.Read<Service>("""{"metadata":{"namespace":"ns-1","name":"web"},"spec":{"ports":[{"port":443}]}}""")],
            EndpointSlices =
            [
                KubernetesJson.Read<EndpointSlice>(
                    """{"metadata":{"namespace":"ns-1","name":"web-1","labels":{"kubernetes.io/service-name":"web"}},"endpoints":[{"addresses":["10.0.0.1"],"targetRef":{"kind":"Pod","name":"pod-1"}}],"ports":[{"port":443}]}"""),
            ],
            Pods = [Pod("web", "web:443:AA==")],
        };

        Assert.Equal(expected, Assert.Single(new EndpointResolver(Configuration with { QuicEnvironmentVariableName = variable }, facts)
            .ResolvePods(new NamespacedName("ns-1", "web"), IntOrString.Of(443))).QuicServerId);
    }

    // Endpoints and targets: ip/id.
    [Theory]
    [InlineData("QUIC", "10.0.0.1/0x01", "10.0.0.1/0x01", "10.0.0.1", "", "")]
    [InlineData("TCP_QUIC", "10.0.0.1/0x02", "10.0.0.1/0x01", "", "10.0.0.1/0x02", "10.0.0.1/0x01")]
    [InlineData("QUIC", "10.0.0.1/ 10.0.0.2/0x02", "", "", "10.0.0.2/0x02", "")]
    [InlineData("QUIC", "10.0.0.1/", "10.0.0.1/", "10.0.0.1", "", "")]
    [InlineData("UDP", "10.0.0.1/0x01", "", "", "10.0.0.1/", "")]
    [InlineData("UDP", "10.0.0.1/0x01", "10.0.0.1/", "10.0.0.1", "", "")]
    [InlineData(null, "10.0.0.1/0x01", "10.0.0.1/0x01", "", "10.0.0.1/", "10.0.0.1/0x01")]
    public void PlanPods_Protocol_TellsWhetherServerIdsCount(
        string? protocol, string endpoints, string targets, string matched, string register, string deregister)
    {
        var change = new TargetPlanner(Configuration).PlanPods(
            [.. Split(endpoints).Select(pair => new PodEndpoint(pair[0], 443, new Pod()) { QuicServerId = pair[1].Length == 0 ? null : pair[1] })],
            [.. Split(targets).Select(pair => new TargetFact(pair[0], 443, null) { QuicServerId = pair[1].Length == 0 ? null : pair[1] })],
            ["10.0.0.0/16"],
            protocol: protocol);

        Assert.Equal(
            (matched, register, deregister),
            (string.Join(' ', change.Matched.Select(pair => pair.Target.Id)),
                string.Join(' ', change.Register.Select(pair => $"{pair.Target.Id}/{pair.Target.QuicServerId}")),
                string.Join(' ', change.Deregister.Select(target => $"{target.Id}/{target.QuicServerId}"))));
    }

    [Theory]
    [InlineData(null, "web:443", "web=")]
    [InlineData("web", "web:443", "web=id-1")]
    [InlineData("web", "web:443 api:80", "web=id-1 api=")]
    [InlineData("api,web", "web:443 api:80", "web=id-1 api=id-2")]
    [InlineData("api, web", "web:443 api:80", "web= api=id-1")]
    [InlineData("none", "web:443", "web=")]
    [InlineData("", "web:443", "web=")]
    [InlineData("web", "web:443:AA==", "web=AA==")]
    [InlineData("web,boot", "!boot:1 web:443", "web=id-1 boot=id-2")]
    public void MutateCreate_ContainersThatAreNamed_GetAnId(string? annotation, string containers, string expected)
    {
        var made = 0;
        var mutated = new PodServerIdMutator(Configuration, () => string.Create(CultureInfo.InvariantCulture, $"id-{++made}")).MutateCreate(Pod(annotation, containers));

        Assert.Equal(expected, string.Join(' ', mutated.Spec.Containers.Concat(mutated.Spec.InitContainers).Select(
            container => $"{container.Name}={(container.Env is [.., var last] ? last.Value : "")}")));
    }

    [Theory]
    [InlineData("2020-01-01T00:00:00Z", 0, 0, "AAAAAAAAAAA=")]
    [InlineData("2020-01-01T00:00:00.001Z", 0, 0, "AAAAAAEAAAA=")]
    [InlineData("2020-01-01T00:00:00Z", 1, 0, "AAAAAAAAAIA=")]
    [InlineData("2020-01-01T00:00:00Z", 0, 127, "AAAAAAAAAH8=")]
    [InlineData("2020-01-01T00:00:00Z", 131071, 127, "AAAAAAD///8=")]
    [InlineData("2020-01-01T00:01:40Z", 3, 5, "AAABhqAAAYU=")]
    public void Encode_TimeWorkerAndSequence_AreSixtyFourBits(string time, int worker, int sequence, string expected) =>
        Assert.Equal(expected, QuicServerId.Encode(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture), worker, sequence));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(131069, 131070)]
    [InlineData(131070, 0)]
    [InlineData(131071, 1)]
    public void NextWorker_Number_StartsAgain(int worker, int expected) => Assert.Equal(expected, QuicServerId.NextWorker(worker));

    private static IEnumerable<string[]> Split(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('/'));

    private static Pod Pod(string? annotation, string containers)
    {
        var parsed = containers.Replace(": ", ":~", StringComparison.Ordinal).Split(' ').Select(text => text.Replace('~', ' ')).Select(text => (
            Kind: text.TakeWhile(character => character == '!').Count(), Parts: text.TrimStart('!').Split(':'))).ToList();
        return new Pod
        {
            Metadata = new ObjectMeta
            {
                Namespace = "ns-1",
                Name = "pod-1",
                Annotations = annotation is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [Annotation] = annotation },
            },
            Spec = new Pod.Specification
            {
                Containers = [.. parsed.Where(container => container.Kind == 0).Select(container => Container(container.Parts, null))],
                InitContainers = [.. parsed.Where(container => container.Kind > 0).Select(container => Container(container.Parts, container.Kind > 1 ? "Always" : null))],
            },
        };
    }

    private static Pod.Container Container(string[] parts, string? restartPolicy) => new()
    {
        Name = parts[0],
        RestartPolicy = restartPolicy,
        Ports = [.. parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(port => new Pod.ContainerPort { Number = int.Parse(port, CultureInfo.InvariantCulture) })],
        Env = parts.Length < 3 ? [] : [new Pod.EnvironmentVariable { Name = Variable, Value = parts[2] }],
    };
}
