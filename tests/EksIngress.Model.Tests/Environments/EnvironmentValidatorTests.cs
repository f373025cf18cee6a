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
        { "probe", With(Specs.ServiceA with { Readiness = new() { Path = "health" } }), "workloads[0].readiness.path is 'health'" },
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

    /// <summary>Faults of what the rich specification has.</summary>
    public static TheoryData<string, EnvironmentSpec, string> FaultyRich => new()
    {
        { "probe of a worker", Specs.Dev with { Ingresses = [], Workloads = [Specs.ServiceB with { HasService = false }] }, "workloads[0].hasService is 'false'" },
        { "address of a worker", Specs.Dev with { Ingresses = [], Workloads = [Specs.ServiceA, Specs.ServiceB with { Readiness = null, HasService = false }] }, "environment[0].workload is 'service-b': it takes no requests" },
        { "path to a worker", Specs.Dev with { Workloads = [Specs.ServiceA with { Environment = [] }, Specs.ServiceB with { Readiness = null, HasService = false }] }, "workload is 'service-b': it takes no requests, so it has no Service" },
        { "closed endpoint", Specs.Rich with { EndpointAccess = new() { Public = false, Private = false } }, "endpointAccess: nobody could reach" },
        { "ranges of a closed endpoint", Specs.Rich with { EndpointAccess = new() { Public = false, PublicCidrs = ["203.0.113.0/24"] } }, "endpointAccess.publicCidrs: the public endpoint is off" },
        { "endpoint range", Specs.Rich with { EndpointAccess = new() { PublicCidrs = ["203.0.113.1/24"] } }, "endpointAccess.publicCidrs is '203.0.113.1/24'" },
        { "private endpoint range", Specs.Rich with { EndpointAccess = new() { PublicCidrs = ["10.1.0.0/16"] } }, "from a private range" },
        { "authentication mode", Specs.Rich with { AuthenticationMode = (ClusterAuthenticationMode)9 }, "authenticationMode is '9'" },
        { "tag of AWS", Specs.Rich with { Tags = new Dictionary<string, string> { ["aws:x"] = "y" } }, "tags['aws:x']" },
        { "tag of ours", Specs.Rich with { Tags = new Dictionary<string, string> { ["eksingress.dev/environment"] = "y" } }, "have their owners" },
        { "tag value", Specs.Rich with { Tags = new Dictionary<string, string> { ["a"] = "<" } }, "tags['a'] is '<'" },
        { "VPC id", Existing(network => network with { VpcId = "vpc-1" }), "network.existing.vpcId is 'vpc-1'" },
        { "subnet id", Existing(network => network with { PrivateSubnetIds = ["subnet-00000001", "subnet-x"] }), "network.existing.subnets is 'subnet-x'" },
        { "one private subnet", Existing(network => network with { PrivateSubnetIds = ["subnet-00000001"] }), "privateSubnetIds: there are 1" },
        { "one subnet twice", Existing(network => network with { PublicSubnetIds = ["subnet-00000001", "subnet-00000003"] }), "the subnet 'subnet-00000001' is there 2 times" },
        { "all tainted", Group(group => group with { Taints = [new() { Key = "a", Effect = TaintEffect.NoExecute }] }), "nodeGroups: all have taints" },
        { "taint twice", Second(group => group with { Taints = [new() { Key = "a", Effect = TaintEffect.NoExecute }, new() { Key = "a", Effect = TaintEffect.NoExecute }] }), "the taint 'a:NoExecute' is there 2 times" },
        { "taint key", Second(group => group with { Taints = [new() { Key = "a b", Effect = TaintEffect.NoExecute }] }), "nodeGroups[1].taints is 'a b'" },
        { "reserved label", Second(group => group with { Labels = new Dictionary<string, string> { ["eks.amazonaws.com/x"] = "y" } }), "EKS keeps labels that begin with eks.amazonaws.com/" },
        { "label value", Second(group => group with { Labels = new Dictionary<string, string> { ["x"] = "a b" } }), "nodeGroups[1].labels['x'] is 'a b'" },
        { "AMI type", Second(group => group with { AmiType = "ubuntu" }), "nodeGroups[1].amiType is 'ubuntu'" },
        { "disk", Second(group => group with { DiskSizeGiB = 10 }), "nodeGroups[1].diskSizeGiB is '10': it must be from 20 to 16384" },
        { "capacity type", Second(group => group with { CapacityType = (CapacityType)9 }), "nodeGroups[1].capacityType is '9'" },
        { "limit below request", Web(web => web with { Resources = new() { CpuRequest = "2", CpuLimit = "500m" } }), "workloads[0].resources.cpuLimit is '500m': it is below the request, 2" },
        { "memory limit below request", Web(web => web with { Resources = new() { MemoryRequest = "1Gi", MemoryLimit = "1000M" } }), "resources.memoryLimit is '1000M': it is below the request" },
        { "nothing requested", Web(web => web with { Resources = new() { CpuRequest = "0m" } }), "resources.cpuRequest is '0m': it must be above 0" },
        { "autoscaling upside down", Web(web => web with { Autoscaling = new() { MinReplicas = 5, MaxReplicas = 4, TargetCpuPercent = 50 } }), "autoscaling.maxReplicas is '4': it is below minReplicas, 5" },
        { "autoscaling to zero", Web(web => web with { Autoscaling = new() { MinReplicas = 0, MaxReplicas = 4, TargetCpuPercent = 50 } }), "autoscaling.minReplicas is '0'" },
        { "autoscaling at nothing", Web(web => web with { Autoscaling = new() { MinReplicas = 2, MaxReplicas = 4 } }), "autoscaling: it aims at nothing" },
        { "autoscaling percent", Web(web => web with { Autoscaling = new() { MinReplicas = 2, MaxReplicas = 4, TargetMemoryPercent = 0 } }), "targetMemoryPercent is '0'" },
        { "both budgets", Web(web => web with { DisruptionBudget = new() { MinAvailable = "1", MaxUnavailable = "1" } }), "disruptionBudget: give either" },
        { "budget text", Web(web => web with { DisruptionBudget = new() { MinAvailable = "some" } }), "disruptionBudget.minAvailable is 'some'" },
        { "budget that holds nodes", Web(web => web with { DisruptionBudget = new() { MinAvailable = "3" } }), "no node could be replaced" },
        { "budget of none", Web(web => web with { DisruptionBudget = new() { MaxUnavailable = "0%" } }), "no node could be replaced" },
        { "spread key", Web(web => web with { TopologySpread = [new() { TopologyKey = "a b" }] }), "topologySpread[0].topologyKey is 'a b'" },
        { "spread skew", Web(web => web with { TopologySpread = [new() { TopologyKey = "zone", MaxSkew = 0 }] }), "topologySpread[0].maxSkew is '0'" },
        { "spread twice", Web(web => web with { TopologySpread = [new() { TopologyKey = "zone" }, new() { TopologyKey = "zone" }] }), "the key 'zone' is there 2 times" },
        { "sleep", Web(web => web with { PreStopSleepSeconds = 3601, TerminationGracePeriodSeconds = null }), "preStopSleepSeconds is '3601': it must be from 0 to 3600" },
        { "grace period", Web(web => web with { PreStopSleepSeconds = 0, TerminationGracePeriodSeconds = 0 }), "terminationGracePeriodSeconds is '0': it must be from 1 to 7200" },
        { "grace period of the sleep", Web(web => web with { PreStopSleepSeconds = 60, TerminationGracePeriodSeconds = 60 }), "a pod sleeps 60 seconds of it" },
        { "pods that cannot sleep", Web(web => web) with { KubernetesVersion = "1.29" }, "preStopSleepSeconds is '45': pods of Kubernetes 1.29 cannot sleep" },
        { "probe period", Web(web => web with { Liveness = new() { Path = "/", PeriodSeconds = 0 } }), "liveness.periodSeconds is '0'" },
        { "liveness success", Web(web => web with { Liveness = new() { Path = "/", SuccessThreshold = 2 } }), "liveness.successThreshold is '2': it must be from 1 to 1" },
        { "identity", Web(web => web with { IamRole = new() { Identity = (WorkloadIdentity)9 } }), "iamRole.identity is '9'" },
        { "secret in clear", Web(web => web with { Environment = [new() { Name = "X", Value = "hunter2", Secret = true }] }), "a secret is never written here" },
        { "secret in a ConfigMap", Web(web => web with { Environment = [new() { Name = "X", Value = "${parameters.api-key}" }] }), "refers to the secret parameter 'api-key'" },
        { "unknown parameter", Web(web => web with { Environment = [new() { Name = "X", Value = "${parameters.nobody}" }] }), "there is no parameter 'nobody'" },
        { "placeholder without end", Web(web => web with { Environment = [new() { Name = "X", Value = "${parameters.greeting" }, new() { Name = "Y", Value = "${parameters." }] }), "there is no parameter ''" },
        { "parameter as a name", Web(web => web with { ServiceAccount = "${parameters.greeting}" }), "a name is no place for a parameter" },
        { "parameter twice", Specs.Rich with { Parameters = [.. Specs.Rich.Parameters!, new() { Name = "host" }] }, "parameters: the name 'host' is there 2 times" },
        { "parameter name", Specs.Rich with { Parameters = [.. Specs.Rich.Parameters!, new() { Name = "a_b" }] }, "parameters[3].name is 'a_b'" },
        { "secret with a default", Specs.Rich with { Parameters = [.. Specs.Rich.Parameters!, new() { Name = "x", Secret = true, Default = "y" }] }, "a secret has no default" },
        { "secret in an Ingress", Public(ingress => ingress with { Annotations = new Dictionary<string, string> { ["a"] = "${parameters.api-key}" } }), "ingresses[0].annotations.a: it refers to the secret parameter" },
        { "group name", Public(ingress => ingress with { Group = new() { Name = "Shop" } }), "ingresses[0].group.name is 'Shop'" },
        { "group order", Public(ingress => ingress with { Group = new() { Name = "shop", Order = 1001 } }), "ingresses[0].group.order is '1001': it must be from -1000 to 1000" },
        { "group scheme", Public(ingress => ingress with { Scheme = IngressScheme.Internal }), "'public' and 'admin' of group 'shop' differ in scheme" },
        { "group attribute", Admin(ingress => ingress with { LoadBalancerAttributes = new Dictionary<string, string> { ["idle_timeout.timeout_seconds"] = "60" } }), "differ in attribute idle_timeout.timeout_seconds" },
        { "group default backend", Admin(ingress => ingress with { DefaultBackend = new() { Workload = "web" } }), "each have a default backend" },
        { "health check path on one of two", Admin(ingress => ingress with { HealthCheck = new() { Path = "/x" } }), "'public' leads to workload 'web' as 'admin' does, and has no health check path" },
        { "certificate ARN", Public(ingress => ingress with { Https = new() { CertificateArns = ["cert"] } }), "https.certificateArns is 'cert'" },
        { "discovery without host", Admin(ingress => ingress with { Https = new() }), "ingresses[1].https: the controller finds certificates by host" },
        { "requested name", Public(ingress => ingress with { Https = new() { Requests = [new() { DomainName = "Shop" }] } }), "https.requests[0] is 'Shop'" },
        { "interval", Public(ingress => ingress with { HealthCheck = new() { IntervalSeconds = 301 } }), "healthCheck.intervalSeconds is '301'" },
        { "timeout not below interval", Public(ingress => ingress with { HealthCheck = new() { IntervalSeconds = 5 } }), "healthCheck.timeoutSeconds is '5': it must be less than the interval, 5" },
        { "success codes", Public(ingress => ingress with { HealthCheck = new() { SuccessCodes = "500" } }), "healthCheck.successCodes is '500'" },
        { "attribute", Public(ingress => ingress with { LoadBalancerAttributes = new Dictionary<string, string> { ["idle_timeout"] = "60" } }), "an ALB has no such attribute" },
        { "attribute value", Public(ingress => ingress with { LoadBalancerAttributes = new Dictionary<string, string> { ["access_logs.s3.prefix"] = "a,b" } }), "a comma would end the value" },
        { "no answer", Rule(new IngressRuleSpec()), "rules[0]: nothing answers" },
        { "two answers", Rule(new IngressRuleSpec { Workload = "web", FixedResponse = new() { StatusCode = 200 } }), "rules[0]: several answer" },
        { "port without workload", Rule(new IngressRuleSpec { Port = 80, FixedResponse = new() { StatusCode = 200 } }), "rules[0].port: it belongs to a workload" },
        { "response status", Rule(new IngressRuleSpec { FixedResponse = new() { StatusCode = 302 } }), "fixedResponse.statusCode is '302'" },
        { "content type", Rule(new IngressRuleSpec { FixedResponse = new() { StatusCode = 200, ContentType = "image/png" } }), "fixedResponse.contentType is 'image/png'" },
        { "long body", Rule(new IngressRuleSpec { FixedResponse = new() { StatusCode = 200, MessageBody = new string('x', 1025) } }), "1024 characters at most" },
        { "redirect status", Rule(new IngressRuleSpec { Redirect = new() { Path = "/x", StatusCode = 307 } }), "redirect.statusCode is '307'" },
        { "redirect protocol", Rule(new IngressRuleSpec { Redirect = new() { Protocol = "https" } }), "redirect.protocol is 'https'" },
        { "redirect port", Rule(new IngressRuleSpec { Redirect = new() { Port = "0" } }), "redirect.port is '0'" },
        { "redirect path", Rule(new IngressRuleSpec { Redirect = new() { Path = "x" } }), "redirect.path is 'x'" },
        { "redirect query", Rule(new IngressRuleSpec { Redirect = new() { Query = "?a=b" } }), "redirect.query is '?a=b'" },
        { "redirect to itself", Rule(new IngressRuleSpec { Redirect = new() { Host = "#{host}", Path = "/#{path}" } }), "it leads to where the request came from" },
        { "weights of none", Rule(new IngressRuleSpec { Weighted = new() { Workloads = [new() { Workload = "web", Weight = 0 }] } }), "every weight is 0" },
        { "weight", Rule(new IngressRuleSpec { Weighted = new() { Workloads = [new() { Workload = "web", Weight = 1000 }] } }), "workloads[0].weight is '1000'" },
        { "weighted stranger", Rule(new IngressRuleSpec { Weighted = new() { Workloads = [new() { Workload = "nobody", Weight = 1 }] } }), "weighted.workloads[0].workload is 'nobody'" },
        { "weighted twice", Rule(new IngressRuleSpec { Weighted = new() { Workloads = [new() { Workload = "web", Weight = 1 }, new() { Workload = "web", Weight = 2 }] } }), "the workload 'web' is there 2 times" },
        { "stickiness", Rule(new IngressRuleSpec { Weighted = new() { Workloads = [new() { Workload = "web", Weight = 1 }], StickinessSeconds = 0 } }), "stickinessSeconds is '0'" },
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
        { "no such type", "/a", (IngressPathType)9, "must be Prefix or Exact or ImplementationSpecific" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Validate_OneFault_IsTheOnlyOneFoundAndNamesTheMember(string what, EnvironmentSpec spec, string expected)
    {
        var fault = Assert.Single(EnvironmentValidator.Validate(spec with { Ingresses = [] }));

        Assert.True(fault.Contains(expected, StringComparison.Ordinal), $"{what}: {fault}");
    }

    [Theory]
    [MemberData(nameof(FaultyRich))]
    public void Validate_OneFaultOfARichSpec_IsFoundWithItsMember(string what, EnvironmentSpec spec, string expected)
    {
        var faults = EnvironmentValidator.Validate(spec);

        Assert.True(faults.Any(fault => fault.Contains(expected, StringComparison.Ordinal)), $"{what}: {string.Join('|', faults)}");
        Assert.True(faults.Count <= 2, $"{what}: {string.Join('|', faults)}");
    }

    [Theory]
    [InlineData("alb.ingress.kubernetes.io/certificate-arn", "https")]
    [InlineData("alb.ingress.kubernetes.io/listen-ports", "https")]
    [InlineData("alb.ingress.kubernetes.io/ssl-redirect", "https")]
    [InlineData("alb.ingress.kubernetes.io/group.name", "group")]
    [InlineData("alb.ingress.kubernetes.io/healthcheck-interval-seconds", "healthCheck")]
    [InlineData("alb.ingress.kubernetes.io/success-codes", "healthCheck")]
    [InlineData("alb.ingress.kubernetes.io/load-balancer-attributes", "loadBalancerAttributes")]
    public void Validate_AnnotationThatAMemberSaysAlready_PointsToTheMember(string key, string member)
    {
        var spec = Public(ingress => ingress with { Annotations = new Dictionary<string, string> { [key] = "x" } });

        Assert.Contains($"Ingress's {member}", Assert.Single(EnvironmentValidator.Validate(spec)), StringComparison.Ordinal);
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
        Assert.Empty(EnvironmentValidator.Validate(Specs.Rich));
    }

    [Fact]
    public void Validate_InternetFacingIngressInAVpcWithoutPublicSubnets_SaysWhatIsMissing()
    {
        var faults = EnvironmentValidator.Validate(Existing(network => network with { PublicSubnetIds = [] }));

        Assert.Equal(2, faults.Count);
        Assert.All(faults, fault => Assert.Contains("the VPC has no publicSubnetIds", fault, StringComparison.Ordinal));
    }

    private static EnvironmentSpec Existing(Func<ExistingNetworkSpec, ExistingNetworkSpec> change) =>
        Specs.Rich with { Network = new() { Existing = change(Specs.Rich.Network.Existing!) } };

    private static EnvironmentSpec Group(Func<NodeGroupSpec, NodeGroupSpec> change) => Specs.Rich with { NodeGroups = [change(Specs.Rich.NodeGroups[0])] };

    private static EnvironmentSpec Second(Func<NodeGroupSpec, NodeGroupSpec> change) =>
        Specs.Rich with { NodeGroups = [Specs.Rich.NodeGroups[0], change(Specs.Rich.NodeGroups[1])] };

    private static EnvironmentSpec Web(Func<WorkloadSpec, WorkloadSpec> change) =>
        Specs.Rich with { Workloads = [change(Specs.Rich.Workloads[0]), Specs.Rich.Workloads[1]] };

    private static EnvironmentSpec Public(Func<IngressSpec, IngressSpec> change) =>
        Specs.Rich with { Ingresses = [change(Specs.Rich.Ingresses[0]), Specs.Rich.Ingresses[1]] };

    private static EnvironmentSpec Admin(Func<IngressSpec, IngressSpec> change) =>
        Specs.Rich with { Ingresses = [Specs.Rich.Ingresses[0], change(Specs.Rich.Ingresses[1])] };

    private static EnvironmentSpec Rule(IngressRuleSpec rule) => Admin(ingress => ingress with { Rules = [rule] });

    private static EnvironmentSpec With(WorkloadSpec first) => Specs.Dev with { Workloads = [first, Specs.ServiceB] };
}
