using EksIngress.Model.Environments;

namespace EksIngress.Model.Tests.Environments;

public sealed class EnvironmentValidatorTests
{
    public static TheoryData<string, EnvironmentSpec, string> Faulty => new()
    {
        { "version", Specs.Dev with { Version = 2 }, "version is '2'" },
        { "empty name", Specs.Dev with { Name = "" }, "name is ''" },
        { "upper case", Specs.Dev with { Name = "Dev" }, "name is 'Dev'" },
        { "long name", Specs.Dev with { Name = new string('a', 41) }, "1 to 40" },
        { "trailing hyphen", Specs.Dev with { Name = "dev-" }, "name is 'dev-'" },
        { "region", Specs.Dev with { Region = "europe" }, "region is 'europe'" },
        { "kubernetes version", Specs.Dev with { KubernetesVersion = "1.34.1" }, "kubernetesVersion is '1.34.1'" },
        { "host bits", Specs.Dev with { Network = new() { Cidr = "10.0.0.1/16" } }, "network.cidr is '10.0.0.1/16'" },
        { "IPv6", Specs.Dev with { Network = new() { Cidr = "fd00::/56" } }, "network.cidr is 'fd00::/56'" },
        { "small network", Specs.Dev with { Network = new() { Cidr = "10.0.0.0/24" } }, "from /16 to /20" },
        { "large network", Specs.Dev with { Network = new() { Cidr = "10.0.0.0/8" } }, "from /16 to /20" },
        { "public network", Specs.Dev with { Network = new() { Cidr = "8.8.0.0/16" } }, "an ALB takes no other target addresses" },
        { "one zone", Specs.Dev with { Network = new() { AvailabilityZoneCount = 1 } }, "network.availabilityZoneCount is '1': it must be from 2 to 4" },
        { "no node group", Specs.Dev with { NodeGroups = [] }, "nodeGroups: there is none" },
        { "two of one name", Specs.Dev with { NodeGroups = [new() { Name = "x" }, new() { Name = "x" }] }, "the name 'x' is there 2 times" },
        { "desired size", Specs.Dev with { NodeGroups = [new() { Name = "x", DesiredSize = 9 }] }, "nodeGroups[0].desiredSize is '9'" },
        { "instance type", Specs.Dev with { NodeGroups = [new() { Name = "x", InstanceTypes = ["big"] }] }, "instanceTypes is 'big'" },
        { "controller version", Specs.Dev with { LoadBalancerController = new() { Version = "a b" } }, "loadBalancerController.version" },
        { "workload name", With(Specs.ServiceA with { Name = "Service_A" }), "workloads[0].name is 'Service_A'" },
        { "long workload name", With(Specs.ServiceA with { Name = new string('a', 54) }), "1 to 53" },
        { "namespace", With(Specs.ServiceA with { Namespace = "kube-system" }), "belong to Kubernetes" },
        { "image", With(Specs.ServiceA with { Image = "Not An Image" }), "workloads[0].image is 'Not An Image'" },
        { "port", With(Specs.ServiceA with { ContainerPort = 0 }), "workloads[0].containerPort is '0'" },
        { "replicas", With(Specs.ServiceA with { Replicas = -1 }), "workloads[0].replicas is '-1'" },
        { "probe", With(Specs.ServiceA with { ReadinessPath = "health" }), "workloads[0].readinessPath is 'health'" },
        { "memory", With(Specs.ServiceA with { Resources = new() { MemoryLimit = "lots" } }), "resources.memoryLimit is 'lots'" },
        { "variable name", With(Specs.ServiceA with { Environment = [new() { Name = "1X", Value = "" }] }), "environment[0].name is '1X'" },
        { "value and workload", With(Specs.ServiceA with { Environment = [new() { Name = "X", Value = "", Workload = "service-b" }] }), "either a value or a workload" },
        { "neither", With(Specs.ServiceA with { Environment = [new() { Name = "X" }] }), "either a value or a workload" },
        { "line break", With(Specs.ServiceA with { Environment = [new() { Name = "X", Value = "a\nb" }] }), "line break" },
        { "unknown reference", With(Specs.ServiceA with { Environment = [new() { Name = "X", Workload = "service-c" }] }), "there are 'service-a', 'service-b'" },
        { "role name", With(Specs.ServiceA with { IamRole = new() { Name = "a b" } }), "iamRole.name is 'a b'" },
        { "policy ARN", With(Specs.ServiceA with { IamRole = new() { ManagedPolicyArns = ["AmazonS3FullAccess"] } }), "managedPolicyArns[0]" },
        { "policy without version", With(Specs.ServiceA with { IamRole = new() { PolicyDocument = Specs.Json("{}") } }), "its Version must be" },
        { "policy as text", With(Specs.ServiceA with { IamRole = new() { PolicyDocument = Specs.Json("\"x\"") } }), "must be an object" },
        { "two roles on one account", Specs.Dev with { Workloads = [Specs.ServiceA, Specs.ServiceB with { ServiceAccount = "service-a", IamRole = new() }] }, "would have two roles" },
    };

    public static TheoryData<string, string, IngressPathType, string> RefusedPaths => new()
    {
        { "no slash", "a", IngressPathType.Prefix, "must start with /" },
        { "empty", "", IngressPathType.Exact, "must start with /" },
        { "wildcard in a prefix", "/a*", IngressPathType.Prefix, "wildcards have no place in a path of type Prefix" },
        { "question mark in an exact path", "/a?", IngressPathType.Exact, "wildcards have no place in a path of type Exact" },
        { "double slash", "/a//b", IngressPathType.Prefix, "Kubernetes refuses '//'" },
        { "space", "/a b", IngressPathType.Prefix, "an ALB takes letters, digits" },
        { "percent", "/a%20b", IngressPathType.Exact, "an ALB takes letters, digits" },
        { "umlaut", "/ä", IngressPathType.ImplementationSpecific, "an ALB takes letters, digits" },
        { "long", "/" + new string('a', 128), IngressPathType.Exact, "128 characters at most" },
        { "long with its wildcard", "/" + new string('a', 126), IngressPathType.Prefix, "becomes 129" },
        { "no such type", "/a", (IngressPathType)9, "must be Prefix, Exact or ImplementationSpecific" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Validate_OneFault_IsTheOnlyOneFoundAndNamesTheMember(string what, EnvironmentSpec spec, string expected)
    {
        var fault = Assert.Single(EnvironmentValidator.Validate(spec with { Ingresses = [] }));

        Assert.True(fault.Contains(expected, StringComparison.Ordinal), $"{what}: {fault}");
    }

    [Theory]
    [MemberData(nameof(RefusedPaths))]
    public void Validate_PathThatAnAlbWouldRefuse_SaysSo(string what, string path, IngressPathType type, string expected)
    {
        var ingress = Specs.Web with { Rules = [new() { Path = path, PathType = type, Workload = "service-a" }] };

        var fault = Assert.Single(EnvironmentValidator.Validate(Specs.Dev with { Ingresses = [ingress] }));

        Assert.StartsWith("ingresses[0].rules[0].path", fault, StringComparison.Ordinal);
        Assert.True(fault.Contains(expected, StringComparison.Ordinal), $"{what}: {fault}");
    }

    [Theory]
    [InlineData("alb.ingress.kubernetes.io/scheme", "scheme")]
    [InlineData("alb.ingress.kubernetes.io/target-type", "targetType")]
    [InlineData("kubernetes.io/ingress.class", "class")]
    public void Validate_AnnotationThatHasAMember_PointsToTheMember(string key, string member)
    {
        var ingress = Specs.Web with { Annotations = new Dictionary<string, string> { [key] = "x" } };

        Assert.Contains($"Ingress's {member}", Assert.Single(EnvironmentValidator.Validate(Specs.Dev with { Ingresses = [ingress] })), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_RuleNamesUnknownWorkload_ListsThoseThatExist()
    {
        var ingress = Specs.Web with { Rules = [new() { Workload = "service-x" }] };

        Assert.Contains("there are 'service-a', 'service-b'", Assert.Single(EnvironmentValidator.Validate(Specs.Dev with { Ingresses = [ingress] })), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WorkloadOfAnotherNamespace_SaysThatAnIngressCannotReachIt()
    {
        var spec = Specs.Dev with { Ingresses = [Specs.Web with { Namespace = "shop", Rules = [new() { Workload = "service-a" }] }] };

        Assert.Contains("lives in namespace 'default'", Assert.Single(EnvironmentValidator.Validate(spec)), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_ValidSpecs_HaveNoFault()
    {
        Assert.Empty(EnvironmentValidator.Validate(Specs.Dev));
        Assert.Empty(EnvironmentValidator.Validate(Specs.Everything));
    }

    private static EnvironmentSpec With(WorkloadSpec first) => Specs.Dev with { Workloads = [first, Specs.ServiceB] };
}
