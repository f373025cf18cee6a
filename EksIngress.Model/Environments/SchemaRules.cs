using System.Text.Json.Nodes;

namespace EksIngress.Model.Environments;

/// <summary>
/// The rules of single members that the published schema tells, for editors and for whoever writes an environment by another program. The validator
/// is the judge: it knows these rules, which a test holds, and those among several members, which no schema tells.
/// </summary>
internal static class SchemaRules
{
    private const string CreateNodegroup = "https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html";
    private const string ScalingConfig = "https://docs.aws.amazon.com/eks/latest/APIReference/API_NodegroupScalingConfig.html";
    private const string KubernetesNames = "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/";
    private const string KubernetesLabels = "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/";
    private const string Probe = "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Probe";
    private const string Quantity = "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/";
    private const string RuleActions = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html";
    private const string RuleConditions = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html";
    private const string HealthChecks = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html";
    private const string RequestCertificate = "https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html";
    private const string VpcConfig = "https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html";
    private const string Tagging = "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html";
    private const string IngressGuide = "https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/";
    private const string LoadBalancerAttribute = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html";

    private static readonly SchemaRule LabelKey = SchemaRule.Name(Patterns.AnnotationKey, KubernetesLabels);

    private static readonly Dictionary<(Type Type, string Member), SchemaRule> Rules = new()
    {
        [(typeof(EnvironmentSpec), nameof(EnvironmentSpec.Name))] = SchemaRule.Name(Patterns.EnvironmentName),
        [(typeof(EnvironmentSpec), nameof(EnvironmentSpec.Overlay))] = SchemaRule.Name(Patterns.DnsLabel, KubernetesNames),
        [(typeof(EnvironmentSpec), nameof(EnvironmentSpec.Region))] = SchemaRule.Name(Patterns.Region),
        [(typeof(EnvironmentSpec), nameof(EnvironmentSpec.KubernetesVersion))] = SchemaRule.Name(Patterns.KubernetesVersion),
        [(typeof(EnvironmentSpec), nameof(EnvironmentSpec.Tags))] = new(Tagging, ("maxProperties", 40))
        {
            // The letters of a key are those of Unicode, which not every reader of a schema can tell.
            Keys = new SchemaRule(null, ("minLength", 1), ("maxLength", 128)),
            Values = SchemaRule.AtMost(256),
        },
        [(typeof(EnvironmentSpec), nameof(EnvironmentSpec.NodeGroups))] = SchemaRule.Count(1, null, null),
        [(typeof(EndpointAccessSpec), nameof(EndpointAccessSpec.PublicCidrs))] = SchemaRule.Count(0, 40, SchemaRule.Text(@"^[0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}\z"), VpcConfig),
        [(typeof(ParameterSpec), nameof(ParameterSpec.Name))] = SchemaRule.Name(Patterns.ParameterName),
        [(typeof(SecretStoreSpec), nameof(SecretStoreSpec.Name))] = SchemaRule.Name(Patterns.DnsLabel, KubernetesNames),
        [(typeof(SecretStoreSpec), nameof(SecretStoreSpec.KeyPrefix))] = new(null, ("maxLength", 256)),
        [(typeof(NetworkSpec), nameof(NetworkSpec.Cidr))] = SchemaRule.Text(
            @"^[0-9]{1,3}(\.[0-9]{1,3}){3}/(1[6-9]|20)\z", "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"),
        [(typeof(NetworkSpec), nameof(NetworkSpec.AvailabilityZoneCount))] = SchemaRule.Range(2, 4),
        [(typeof(ExistingNetworkSpec), nameof(ExistingNetworkSpec.VpcId))] = SchemaRule.Text(Patterns.VpcId),
        [(typeof(ExistingNetworkSpec), nameof(ExistingNetworkSpec.PrivateSubnetIds))] =
            SchemaRule.Count(2, 16, SchemaRule.Text(Patterns.SubnetId), "https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html"),
        [(typeof(ExistingNetworkSpec), nameof(ExistingNetworkSpec.PublicSubnetIds))] = SchemaRule.Count(0, 16, SchemaRule.Text(Patterns.SubnetId)),

        [(typeof(NodeGroupSpec), nameof(NodeGroupSpec.Name))] = SchemaRule.Name(Patterns.NodeGroupName, CreateNodegroup),
        [(typeof(NodeGroupSpec), nameof(NodeGroupSpec.InstanceTypes))] = SchemaRule.Count(1, 20, SchemaRule.Text(Patterns.InstanceType), CreateNodegroup),
        [(typeof(NodeGroupSpec), nameof(NodeGroupSpec.MinSize))] = SchemaRule.Range(0, 450, ScalingConfig),
        [(typeof(NodeGroupSpec), nameof(NodeGroupSpec.DesiredSize))] = SchemaRule.Range(0, 450, ScalingConfig),
        [(typeof(NodeGroupSpec), nameof(NodeGroupSpec.MaxSize))] = SchemaRule.Range(1, 450, ScalingConfig),
        [(typeof(NodeGroupSpec), nameof(NodeGroupSpec.AmiType))] = SchemaRule.Text(Patterns.AmiType, "https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html"),
        [(typeof(NodeGroupSpec), nameof(NodeGroupSpec.DiskSizeGiB))] = SchemaRule.Range(20, 16384),
        [(typeof(NodeGroupSpec), nameof(NodeGroupSpec.Labels))] = new(CreateNodegroup) { Keys = LabelKey, Values = SchemaRule.Text(Patterns.LabelValue, KubernetesLabels) },
        [(typeof(NodeGroupSpec), nameof(NodeGroupSpec.Taints))] = SchemaRule.Count(0, 50, null, CreateNodegroup),
        [(typeof(TaintSpec), nameof(TaintSpec.Key))] = SchemaRule.Text(Patterns.AnnotationKey, "https://docs.aws.amazon.com/eks/latest/APIReference/API_Taint.html"),
        [(typeof(TaintSpec), nameof(TaintSpec.Value))] = SchemaRule.Text(Patterns.LabelValue, "https://docs.aws.amazon.com/eks/latest/APIReference/API_Taint.html"),
        [(typeof(LoadBalancerControllerSpec), nameof(LoadBalancerControllerSpec.Version))] = SchemaRule.Text(Patterns.ImageTag),
        [(typeof(LoadBalancerControllerSpec), nameof(LoadBalancerControllerSpec.Replicas))] = SchemaRule.Range(1, 10),

        [(typeof(WorkloadSpec), nameof(WorkloadSpec.Name))] = SchemaRule.Name(Patterns.WorkloadName, KubernetesNames),
        [(typeof(WorkloadSpec), nameof(WorkloadSpec.Namespace))] = SchemaRule.Name(Patterns.OwnNamespace, KubernetesNames),
        [(typeof(WorkloadSpec), nameof(WorkloadSpec.Image))] = SchemaRule.Text(Patterns.Image, "https://github.com/distribution/reference"),
        [(typeof(WorkloadSpec), nameof(WorkloadSpec.Replicas))] = SchemaRule.Range(0, 1000),
        [(typeof(WorkloadSpec), nameof(WorkloadSpec.ContainerPort))] = SchemaRule.Range(1, 65535),
        [(typeof(WorkloadSpec), nameof(WorkloadSpec.PreStopSleepSeconds))] = SchemaRule.Range(0, 3600),
        [(typeof(WorkloadSpec), nameof(WorkloadSpec.TerminationGracePeriodSeconds))] = SchemaRule.Range(1, 7200),
        [(typeof(WorkloadSpec), nameof(WorkloadSpec.ServiceAccount))] = SchemaRule.Name(Patterns.DnsLabel, KubernetesNames),
        [(typeof(WorkloadSpec), nameof(WorkloadSpec.TopologySpread))] = SchemaRule.Count(0, 8, null),
        [(typeof(EnvironmentVariableSpec), nameof(EnvironmentVariableSpec.Name))] = SchemaRule.Name(Patterns.EnvironmentVariable),
        [(typeof(EnvironmentVariableSpec), nameof(EnvironmentVariableSpec.Value))] = new(null, ("pattern", @"^[^\n\r\u0000]*$")),
        [(typeof(ProbeSpec), nameof(ProbeSpec.Path))] = SchemaRule.Text(Patterns.ProbePath, Probe),
        [(typeof(ProbeSpec), nameof(ProbeSpec.InitialDelaySeconds))] = SchemaRule.Range(0, 3600, Probe),
        [(typeof(ProbeSpec), nameof(ProbeSpec.PeriodSeconds))] = SchemaRule.Range(1, 3600, Probe),
        [(typeof(ProbeSpec), nameof(ProbeSpec.TimeoutSeconds))] = SchemaRule.Range(1, 3600, Probe),
        [(typeof(ProbeSpec), nameof(ProbeSpec.FailureThreshold))] = SchemaRule.Range(1, 100, Probe),
        [(typeof(ProbeSpec), nameof(ProbeSpec.SuccessThreshold))] = SchemaRule.Range(1, 100, Probe),
        [(typeof(IamRoleSpec), nameof(IamRoleSpec.Name))] = SchemaRule.Name(Patterns.RoleName, "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html"),
        [(typeof(IamRoleSpec), nameof(IamRoleSpec.ManagedPolicyArns))] = SchemaRule.Count(0, null, SchemaRule.Text(Patterns.PolicyArn)),
        [(typeof(ResourcesSpec), nameof(ResourcesSpec.CpuRequest))] = SchemaRule.Text(Patterns.Quantity, Quantity),
        [(typeof(ResourcesSpec), nameof(ResourcesSpec.CpuLimit))] = SchemaRule.Text(Patterns.Quantity, Quantity),
        [(typeof(ResourcesSpec), nameof(ResourcesSpec.MemoryRequest))] = SchemaRule.Text(Patterns.Quantity, Quantity),
        [(typeof(ResourcesSpec), nameof(ResourcesSpec.MemoryLimit))] = SchemaRule.Text(Patterns.Quantity, Quantity),
        [(typeof(AutoscalingSpec), nameof(AutoscalingSpec.MinReplicas))] = SchemaRule.Range(1, 1000),
        [(typeof(AutoscalingSpec), nameof(AutoscalingSpec.MaxReplicas))] = SchemaRule.Range(1, 1000),
        [(typeof(AutoscalingSpec), nameof(AutoscalingSpec.TargetCpuPercent))] = SchemaRule.Range(1, 1000),
        [(typeof(AutoscalingSpec), nameof(AutoscalingSpec.TargetMemoryPercent))] = SchemaRule.Range(1, 1000),
        [(typeof(DisruptionBudgetSpec), nameof(DisruptionBudgetSpec.MinAvailable))] = SchemaRule.Text(Patterns.CountOrPercent),
        [(typeof(DisruptionBudgetSpec), nameof(DisruptionBudgetSpec.MaxUnavailable))] = SchemaRule.Text(Patterns.CountOrPercent),
        [(typeof(TopologySpreadSpec), nameof(TopologySpreadSpec.TopologyKey))] = SchemaRule.Text(Patterns.AnnotationKey, KubernetesLabels),
        [(typeof(TopologySpreadSpec), nameof(TopologySpreadSpec.MaxSkew))] = SchemaRule.Range(1, 100),

        [(typeof(IngressSpec), nameof(IngressSpec.Name))] = SchemaRule.Name(Patterns.DnsLabel, KubernetesNames),
        [(typeof(IngressSpec), nameof(IngressSpec.Namespace))] = SchemaRule.Name(Patterns.OwnNamespace, KubernetesNames),
        [(typeof(IngressSpec), nameof(IngressSpec.Class))] = SchemaRule.Name(Patterns.DnsLabel, KubernetesNames),
        [(typeof(IngressSpec), nameof(IngressSpec.Rules))] = SchemaRule.Count(0, 100, null, "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html"),
        [(typeof(IngressSpec), nameof(IngressSpec.LoadBalancerAttributes))] = new(LoadBalancerAttribute)
        {
            Keys = new SchemaRule(null, ("enum", new JsonArray([.. LoadBalancerValidator.KnownAttributes.Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]))),
            Values = new SchemaRule(null, ("pattern", "^[^,]*$")),
        },
        [(typeof(IngressSpec), nameof(IngressSpec.Annotations))] = new(IngressGuide) { Keys = SchemaRule.Name(Patterns.AnnotationKey) },
        [(typeof(IngressGroupSpec), nameof(IngressGroupSpec.Name))] = SchemaRule.Name(Patterns.GroupName, IngressGuide + "#group.name"),
        [(typeof(IngressGroupSpec), nameof(IngressGroupSpec.Order))] = SchemaRule.Range(-1000, 1000, IngressGuide + "#group.order"),
        [(typeof(IngressHttpsSpec), nameof(IngressHttpsSpec.CertificateArns))] = SchemaRule.Count(0, 25, SchemaRule.Text(Patterns.CertificateArn)),
        [(typeof(CertificateRequestSpec), nameof(CertificateRequestSpec.DomainName))] = SchemaRule.Text(Patterns.CertificateName, RequestCertificate),
        [(typeof(CertificateRequestSpec), nameof(CertificateRequestSpec.SubjectAlternativeNames))] = SchemaRule.Count(0, 9, SchemaRule.Text(Patterns.Host), RequestCertificate),
        [(typeof(HealthCheckSpec), nameof(HealthCheckSpec.Path))] = SchemaRule.Text(Patterns.HealthCheckPath, HealthChecks),
        [(typeof(HealthCheckSpec), nameof(HealthCheckSpec.IntervalSeconds))] = SchemaRule.Range(5, 300, HealthChecks),
        [(typeof(HealthCheckSpec), nameof(HealthCheckSpec.TimeoutSeconds))] = SchemaRule.Range(2, 120, HealthChecks),
        [(typeof(HealthCheckSpec), nameof(HealthCheckSpec.HealthyThreshold))] = SchemaRule.Range(2, 10, HealthChecks),
        [(typeof(HealthCheckSpec), nameof(HealthCheckSpec.UnhealthyThreshold))] = SchemaRule.Range(2, 10, HealthChecks),
        [(typeof(HealthCheckSpec), nameof(HealthCheckSpec.SuccessCodes))] = SchemaRule.Text(Patterns.SuccessCodes, HealthChecks),
        [(typeof(IngressRuleSpec), nameof(IngressRuleSpec.Host))] = SchemaRule.Text(Patterns.RuleHost, RuleConditions),
        [(typeof(IngressRuleSpec), nameof(IngressRuleSpec.Path))] = SchemaRule.Text(Patterns.RulePath, RuleConditions),
        [(typeof(IngressBackendSpec), nameof(IngressBackendSpec.Port))] = SchemaRule.Range(1, 65535),
        [(typeof(WeightedBackendsSpec), nameof(WeightedBackendsSpec.Workloads))] = SchemaRule.Count(1, 5, null, RuleActions),
        [(typeof(WeightedBackendsSpec), nameof(WeightedBackendsSpec.StickinessSeconds))] = SchemaRule.Range(1, 604800, RuleActions),
        [(typeof(WeightedWorkloadSpec), nameof(WeightedWorkloadSpec.Weight))] = SchemaRule.Range(0, 999, RuleActions),
        [(typeof(FixedResponseSpec), nameof(FixedResponseSpec.StatusCode))] = new(
            RuleActions, ("anyOf", new JsonArray(Between(200, 299), Between(400, 599)))),
        [(typeof(FixedResponseSpec), nameof(FixedResponseSpec.ContentType))] = SchemaRule.Text(@"^(text/(plain|css|html)|application/(javascript|json))\z", RuleActions),
        [(typeof(FixedResponseSpec), nameof(FixedResponseSpec.MessageBody))] = SchemaRule.AtMost(1024, RuleActions),
        [(typeof(RedirectSpec), nameof(RedirectSpec.Protocol))] = SchemaRule.Text(@"^(HTTPS?|#\{protocol\})\z", RuleActions),
        [(typeof(RedirectSpec), nameof(RedirectSpec.Port))] = SchemaRule.Text(@"^([0-9]+|#\{port\})\z", RuleActions),
        [(typeof(RedirectSpec), nameof(RedirectSpec.Host))] = SchemaRule.AtMost(128, RuleActions),
        [(typeof(RedirectSpec), nameof(RedirectSpec.Path))] = SchemaRule.Text(@"^(/|#\{path\})[\s\S]{0,127}\z", RuleActions),
        [(typeof(RedirectSpec), nameof(RedirectSpec.Query))] = SchemaRule.Text(@"^(?!\?)[\s\S]{0,128}\z", RuleActions),
        [(typeof(RedirectSpec), nameof(RedirectSpec.StatusCode))] = new(RuleActions, ("enum", new JsonArray(301, 302))),
    };

    /// <summary>The rule of a member; null where its type is all.</summary>
    public static SchemaRule? Find(Type type, string member) => Rules.GetValueOrDefault((type, member));

    private static JsonObject Between(int lowest, int highest) => new() { ["minimum"] = lowest, ["maximum"] = highest };
}
