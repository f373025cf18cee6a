using EksIngress.Alb.Kubernetes;
using EksIngress.Alb.Webhooks;

namespace EksIngress.Alb.Tests.Webhooks;

public sealed class TargetGroupBindingWebhookTests
{
    private const string Cluster = "vpc-0123456789abcdef0";
    private const string Invalid = "ValidationError: vpcID {0} failed to satisfy constraint: VPC Id must begin with 'vpc-' followed by 8, 17 or 32 lowercase letters (a-f) or numbers.";

    private static readonly TargetGroupFact[] Groups =
    [
        new("arn/ip", "ip", "HTTP", "ipv4", Cluster),
        new("arn/v6", "ip", "HTTP", "ipv6", Cluster),
        new("arn/instance", "instance", "TCP", "", Cluster),
        new("arn/quic", "instance", "QUIC", "ipv4", Cluster),
        new("arn/lambda", "lambda", "", "", ""),
        new("arn/odd", "ip", "HTTP", "ipv8", Cluster),
    ];

    [Fact]
    public async Task MutateCreate_OnlyTheName_FillsInTheRestAndAsksTwice()
    {
        var groups = new FakeTargetGroups(Groups);

        var mutated = await MutateAsync(groups, """{"targetGroupName":"v6"}""");

        Assert.Equal(
            ("arn/v6", "ip", "ipv6", Cluster, "HTTP"),
            (mutated.Spec.TargetGroupArn, mutated.Spec.TargetType, mutated.Spec.IpAddressType, mutated.Spec.VpcId, mutated.Spec.TargetGroupProtocol));
        Assert.Equal(2, groups.Questions);
    }

    [Fact]
    public async Task MutateCreate_EverythingIsThere_AsksNobody()
    {
        var groups = new FakeTargetGroups { Failure = "denied" };

        await MutateAsync(groups, """{"targetGroupARN":"arn/x","targetType":"ip","ipAddressType":"ipv4","vpcID":"vpc-1","targetGroupProtocol":"HTTP"}""");

        Assert.Equal(0, groups.Questions);
    }

    [Theory]
    [InlineData("{}", "must provide either TargetGroupARN or TargetGroupName")]
    [InlineData("""{"targetGroupName":"gone"}""", "expecting a single targetGroup with query [gone] but got 0")]
    [InlineData("""{"targetGroupARN":"arn/gone"}""", "couldn't determine TargetType: expecting a single targetGroup with query [arn/gone] but got 0")]
    [InlineData("""{"targetGroupARN":"arn/lambda"}""", "unsupported TargetType: lambda")]
    [InlineData("""{"targetGroupARN":"arn/odd"}""", "unable to get target group IP address type: unsupported IPAddressType: ipv8")]
    [InlineData("""{"targetGroupARN":"arn/gone","targetType":"ip","ipAddressType":"ipv4"}""", "unable to get target group VpcID: expecting a single targetGroup with query [arn/gone] but got 0")]
    [InlineData("""{"targetGroupARN":"arn/gone","targetType":"ip","ipAddressType":"ipv4","vpcID":"vpc-1"}""", "couldn't determine TargetGroup protocol: expecting a single targetGroup with query [arn/gone] but got 0")]
    public async Task MutateCreate_BadBinding_SaysWhy(string spec, string message) => Assert.Equal(
        message, (await Assert.ThrowsAsync<AlbModelException>(() => MutateAsync(new FakeTargetGroups(Groups), spec))).Message);

    [Theory]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip"}""")]
    [InlineData("""{"targetGroupName":"ip","targetType":"ip","targetGroupProtocol":"HTTP","vpcID":"vpc-0123456789abcdef0"}""")]
    [InlineData("""{"targetGroupARN":"arn/instance","targetType":"instance","nodeSelector":{}}""")]
    public async Task ValidateCreate_GoodBinding_Passes(string spec) => Assert.Null(await ValidateAsync(spec));

    [Theory]
    [InlineData("{}", "TargetGroupBinding must specify these fields: either TargetGroupARN or TargetGroupName,spec.targetType")]
    [InlineData("""{"targetGroupARN":"arn/ip"}""", "TargetGroupBinding must specify these fields: spec.targetType")]
    [InlineData("""{"targetGroupName":"gone"}""", "searching TargetGroup with name gone: expecting a single targetGroup with query [gone] but got 0")]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip","nodeSelector":{}}""", "TargetGroupBinding cannot set NodeSelector when TargetType is ip")]
    [InlineData("""{"targetGroupARN":"arn/gone","targetType":"ip"}""", "unable to get target group IP address type: expecting a single targetGroup with query [arn/gone] but got 0")]
    [InlineData("""{"targetGroupARN":"arn/v6","targetType":"ip"}""", "invalid IP address type ipv6 for TargetGroup arn/v6")]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip","ipAddressType":"ipv6"}""", "invalid IP address type ipv4 for TargetGroup arn/ip")]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip","vpcID":"vpc-dummy"}""", Invalid)]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip","vpcID":"vpc-12345678"}""", "invalid VpcID vpc-12345678 doesnt match VpcID from TargetGroup arn/ip")]
    [InlineData("""{"targetGroupARN":"arn/instance","targetType":"instance","iamRoleArnToAssume":"arn:role"}""", "Unable to use instance target type while using assume role")]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip","targetGroupProtocol":"TCP"}""", "TargetGroup arn/ip protocol differs (got TCP, expected HTTP)")]
    [InlineData("""{"targetGroupARN":"arn/quic","targetType":"instance","targetGroupProtocol":"QUIC"}""", "QUIC protocol is not supported for Instance target types.")]
    public async Task ValidateCreate_BadBinding_SaysWhy(string spec, string message) =>
        Assert.Equal(message.Replace("{0}", "vpc-dummy", StringComparison.Ordinal), await ValidateAsync(spec));

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, false)]
    public async Task ValidateCreate_SharedTargetGroup_EveryBindingMustSaySo(bool own, bool other, bool isRefused)
    {
        var others = new[]
        {
            Binding($$"""{"targetGroupARN":"arn/ip","multiClusterTargetGroup":{{(other ? "true" : "false")}}}""", "ns-2", "b", "uid-2"),
            Binding("""{"targetGroupARN":"arn/ip","multiClusterTargetGroup":true}""", "ns-1", "a", "uid-3"),
            Binding("""{"targetGroupARN":"arn/v6"}""", "ns-1", "c", "uid-4"),
        };

        var message = await ValidateAsync($$"""{"targetGroupARN":"arn/ip","targetType":"ip","multiClusterTargetGroup":{{(own ? "true" : "false")}}}""", others);

        Assert.Equal(
            isRefused
                ? "TargetGroup arn/ip is already bound to following TargetGroupBindings [ns-1/a ns-2/b]. Please enable MultiCluster mode on all TargetGroupBindings referencing arn/ip or choose a different Target Group ARN."
                : null,
            message);
    }

    [Theory]
    [InlineData("vpc-0123456789abcdef0", null)]
    [InlineData("vpc-01234567", "differs")]
    [InlineData("vpc-0123456789abcdef0123456789abcdef", "differs")]
    [InlineData("vpc-0123456", "invalid")]
    [InlineData("vpc-012345678", "invalid")]
    [InlineData("vpc-0123456789abcdef01", "invalid")]
    [InlineData("vpc-0123456789ABCDEF0", "invalid")]
    [InlineData("vpc-0123456789abcdefg", "invalid")]
    [InlineData("xvpc-01234567", "invalid")]
    [InlineData("vpc-01234567 ", "invalid")]
    [InlineData("vpc-01234567\n", "invalid")]
    [InlineData("vpc-", "invalid")]
    public async Task ValidateCreate_Vpc_HasAnIdOfTheTargetGroup(string vpcId, string? fault) => Assert.Equal(
        fault switch
        {
            null => null,
            "differs" => $"invalid VpcID {vpcId} doesnt match VpcID from TargetGroup arn/ip",
            _ => Invalid.Replace("{0}", vpcId, StringComparison.Ordinal),
        },
        await ValidateAsync($$"""{"targetGroupARN":"arn/ip","targetType":"ip","vpcID":{{System.Text.Json.JsonSerializer.Serialize(vpcId)}} }"""));

    // The first fault is told, and only what comes before it is asked.
    [Theory]
    [InlineData("""{"targetGroupARN":"arn/gone","targetType":"ip","nodeSelector":{},"vpcID":"x"}""", "TargetGroupBinding cannot set NodeSelector when TargetType is ip", 0)]
    [InlineData("""{"targetGroupARN":"arn/gone","targetType":"instance","nodeSelector":{},"vpcID":"x"}""", "unable to get target group IP address type: expecting a single targetGroup with query [arn/gone] but got 0", 1)]
    [InlineData("""{"targetGroupARN":"arn/v6","targetType":"instance","vpcID":"x","iamRoleArnToAssume":"r"}""", "invalid IP address type ipv6 for TargetGroup arn/v6", 1)]
    [InlineData("""{"targetGroupARN":"arn/v6","targetType":"instance","ipAddressType":"ipv6","vpcID":"x","iamRoleArnToAssume":"r"}""", Invalid, 1)]
    [InlineData("""{"targetGroupARN":"arn/v6","targetType":"instance","ipAddressType":"ipv6","iamRoleArnToAssume":"r","targetGroupProtocol":"TCP"}""", "Unable to use instance target type while using assume role", 1)]
    [InlineData("""{"targetGroupARN":"arn/v6","targetType":"ip","ipAddressType":"ipv6","iamRoleArnToAssume":"r","targetGroupProtocol":"TCP"}""", "TargetGroup arn/v6 protocol differs (got TCP, expected HTTP)", 1)]
    [InlineData("""{"targetGroupARN":"arn/odd","targetType":"ip","ipAddressType":"ipv4"}""", "unable to get target group IP address type: unsupported IPAddressType: ipv8", 1)]
    [InlineData("""{"targetGroupARN":"arn/instance","targetType":"instance","ipAddressType":"ipv4","vpcID":"vpc-0123456789abcdef0","targetGroupProtocol":"TCP"}""", null, 1)]
    [InlineData("""{"targetGroupName":"quic","targetType":"ip","targetGroupProtocol":"QUIC"}""", null, 2)]
    [InlineData("""{"targetGroupName":"gone","targetGroupARN":"arn/ip","targetType":"ip"}""", null, 1)]
    [InlineData("""{"targetGroupName":"gone","nodeSelector":{}}""", "searching TargetGroup with name gone: expecting a single targetGroup with query [gone] but got 0", 1)]
    [InlineData("""{"targetGroupName":"ip"}""", "TargetGroupBinding must specify these fields: spec.targetType", 1)]
    [InlineData("""{"targetGroupARN":"arn/lambda","targetType":"ip","targetGroupProtocol":""}""", null, 1)]
    public async Task ValidateCreate_SeveralFaults_TheFirstIsTold(string spec, string? message, int questions)
    {
        var groups = new FakeTargetGroups(Groups);
        var validator = new TargetGroupBindingValidator(new ControllerConfiguration { ClusterName = "dev", VpcId = Cluster }, groups, []);

        var exception = await Record.ExceptionAsync(async () => await validator.ValidateCreateAsync(Binding(spec), TestContext.Current.CancellationToken));

        Assert.Equal((message?.Replace("{0}", "x", StringComparison.Ordinal), questions), (exception?.Message, groups.Questions));
    }

    [Theory]
    [InlineData("""{"targetGroupARN":"arn/x","targetType":"ip"}""", "denied", "unable to get target group IP address type: denied")]
    [InlineData("""{"targetGroupName":"x","targetType":"ip"}""", "denied", "searching TargetGroup with name x: denied")]
    public async Task ValidateCreate_AwsFails_SaysWhatWasAskedFor(string spec, string failure, string message)
    {
        var validator = new TargetGroupBindingValidator(
            new ControllerConfiguration { ClusterName = "dev", VpcId = Cluster }, new FakeTargetGroups { Failure = failure }, []);

        Assert.Equal(message, (await Assert.ThrowsAsync<AlbModelException>(async () =>
            await validator.ValidateCreateAsync(Binding(spec), TestContext.Current.CancellationToken))).Message);
    }

    // Bindings with the same target group: namespace/name/uid, and + for those that share it.
    [Theory]
    [InlineData("", null)]
    [InlineData("ns-1/own/uid-1", null)]
    [InlineData("ns-9/else/uid-1", null)]
    [InlineData("ns-1/own/uid-2", "[ns-1/own]")]
    [InlineData("ns-1/b/uid-2 ns-1/a/uid-3", "[ns-1/a ns-1/b]")]
    [InlineData("ns-1/b/uid-2+ ns-1/a/uid-3", "[ns-1/a ns-1/b]")]
    [InlineData("ns-1/b/uid-2+ ns-1/a/uid-3+", null)]
    public async Task Validate_OthersOfTheTargetGroup_MustAllShareIt(string others, string? listed)
    {
        var own = Binding("""{"targetGroupARN":"arn/ip","targetType":"ip","multiClusterTargetGroup":true}""");
        var validator = Validator([.. others.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(other => other.TrimEnd('+').Split('/')).Zip(
            others.Split(' ', StringSplitOptions.RemoveEmptyEntries), (parts, text) => Binding(
                $$"""{"targetGroupARN":"arn/ip","multiClusterTargetGroup":{{(text.EndsWith('+') ? "true" : "false")}} }""", parts[0], parts[1], parts[2]))]);
        var message = listed is null
            ? null
            : $"TargetGroup arn/ip is already bound to following TargetGroupBindings {listed}. Please enable MultiCluster mode on all TargetGroupBindings referencing arn/ip or choose a different Target Group ARN.";

        Assert.Equal(message, (await Record.ExceptionAsync(async () => await validator.ValidateCreateAsync(own, TestContext.Current.CancellationToken)))?.Message);
        Assert.Equal(message, (await Record.ExceptionAsync(async () => await validator.ValidateUpdateAsync(own, own, TestContext.Current.CancellationToken)))?.Message);
    }

    [Theory]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip","nodeSelector":{}}""", "TargetGroupBinding cannot set NodeSelector when TargetType is ip")]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip","vpcID":"vpc-0123456789abcdef0","ipAddressType":"ipv4","nodeSelector":null}""", null)]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip","ipAddressType":"ipv6"}""", "TargetGroupBinding update may not change these immutable fields: spec.ipAddressType")]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip","vpcID":"vpc-other"}""", "TargetGroupBinding update may not change these immutable fields: spec.vpcID")]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"instance"}""", "TargetGroupBinding update may not change these immutable fields: spec.targetType")]
    [InlineData("""{"targetGroupName":"gone","targetType":"ip"}""", "searching TargetGroup with name gone: expecting a single targetGroup with query [gone] but got 0")]
    [InlineData("""{"targetGroupName":"v6","targetType":"ip"}""", "TargetGroupBinding update may not change these immutable fields: spec.targetGroupARN")]
    [InlineData("{}", "TargetGroupBinding must specify these fields: either TargetGroupARN or TargetGroupName,spec.targetType")]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip","targetGroupProtocol":"UDP","iamRoleArnToAssume":"r"}""", null)]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip","targetGroupName":"other","serviceRef":{"name":"x","port":1}}""", null)]
    public async Task ValidateUpdate_FromTheShortestBinding(string spec, string? message) => Assert.Equal(message, (await Record.ExceptionAsync(
        async () => await Validator([]).ValidateUpdateAsync(
            Binding(spec), Binding("""{"targetGroupARN":"arn/ip","targetType":"ip"}"""), TestContext.Current.CancellationToken)))?.Message);

    [Theory]
    [InlineData("ipv4", "ipv4", "vpc-1", "vpc-1", "")]
    [InlineData("ipv4", null, "vpc-1", "", "spec.ipAddressType,spec.vpcID")]
    [InlineData(null, "ipv4", "", "vpc-0123456789abcdef0", "")]
    [InlineData(null, "ipv6", "", "vpc-1", "spec.ipAddressType,spec.vpcID")]
    [InlineData(null, null, "", "", "")]
    [InlineData("ipv6", "ipv4", "vpc-0123456789abcdef0", "vpc-1", "spec.ipAddressType,spec.vpcID")]
    [InlineData("ipv6", "ipv6", "vpc-1", "vpc-0123456789abcdef0", "spec.vpcID")]
    public async Task ValidateUpdate_AddressTypeAndVpc(string? typeBefore, string? typeAfter, string vpcBefore, string vpcAfter, string fields)
    {
        var message = (await Record.ExceptionAsync(async () => await Validator([]).ValidateUpdateAsync(
            Of(typeAfter, vpcAfter), Of(typeBefore, vpcBefore), TestContext.Current.CancellationToken)))?.Message;

        Assert.Equal(fields.Length == 0 ? null : $"TargetGroupBinding update may not change these immutable fields: {fields}", message);

        static TargetGroupBinding Of(string? type, string vpcId) => new()
        {
            Spec = new TargetGroupBinding.Specification { TargetGroupArn = "arn/ip", TargetType = "ip", IpAddressType = type, VpcId = vpcId },
        };
    }

    [Theory]
    [InlineData("""{"targetGroupARN":"arn/ip"}""", "arn/ip ip ipv4 vpc-0123456789abcdef0 HTTP", 1)]
    [InlineData("""{"targetGroupARN":"arn/instance"}""", "arn/instance instance ipv4 vpc-0123456789abcdef0 TCP", 1)]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"instance","targetGroupProtocol":"UDP"}""", "arn/ip instance ipv4 vpc-0123456789abcdef0 UDP", 1)]
    [InlineData("""{"targetGroupARN":"arn/v6","ipAddressType":"ipv4","vpcID":"vpc-mine"}""", "arn/v6 ip ipv4 vpc-mine HTTP", 1)]
    [InlineData("""{"targetGroupARN":"arn/ip","targetGroupName":"v6"}""", "arn/ip ip ipv4 vpc-0123456789abcdef0 HTTP", 1)]
    [InlineData("""{"targetGroupName":"v6","targetType":"ip","ipAddressType":"ipv6","vpcID":"vpc-1","targetGroupProtocol":"HTTP"}""", "arn/v6 ip ipv6 vpc-1 HTTP", 1)]
    [InlineData("""{"targetGroupARN":"arn/lambda","targetType":"ip"}""", "arn/lambda ip ipv4  ", 1)]
    [InlineData("""{"targetGroupARN":"arn/lambda","targetType":"ip","ipAddressType":"","vpcID":"","targetGroupProtocol":""}""", "arn/lambda ip   ", 1)]
    public async Task MutateCreate_WhatIsLeftOut_ComesFromTheTargetGroup(string spec, string expected, int questions)
    {
        var groups = new FakeTargetGroups(Groups);

        var mutated = (await MutateAsync(groups, spec)).Spec;

        Assert.Equal(
            (expected, questions),
            ($"{mutated.TargetGroupArn} {mutated.TargetType} {mutated.IpAddressType} {mutated.VpcId} {mutated.TargetGroupProtocol}", groups.Questions));
    }

    [Theory]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip"}""", """{"targetGroupARN":"arn/ip","targetType":"ip"}""", null)]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip"}""", """{"targetGroupARN":"arn/ip","targetType":"ip","ipAddressType":"ipv4","vpcID":"vpc-0123456789abcdef0"}""", null)]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip"}""", """{"targetGroupName":"ip","targetType":"ip"}""", null)]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip"}""", """{"targetGroupARN":"arn/v6","targetType":"instance","ipAddressType":"ipv6","vpcID":"vpc-1"}""", "spec.targetGroupARN,spec.targetType,spec.ipAddressType,spec.vpcID")]
    [InlineData("""{"targetGroupARN":"arn/ip","targetType":"ip","ipAddressType":"ipv4","vpcID":"vpc-1"}""", """{"targetGroupARN":"arn/ip","targetType":"ip"}""", "spec.ipAddressType,spec.vpcID")]
    [InlineData("""{"targetGroupARN":"arn/ip"}""", """{"targetGroupARN":"arn/ip","targetType":"ip"}""", "spec.targetType")]
    public async Task ValidateUpdate_ImmutableFields_MayNotChange(string before, string after, string? fields)
    {
        var validator = Validator([]);
        var exception = await Record.ExceptionAsync(async () => await validator.ValidateUpdateAsync(
            Binding(after), Binding(before), TestContext.Current.CancellationToken));

        Assert.Equal(fields is null ? null : $"TargetGroupBinding update may not change these immutable fields: {fields}", exception?.Message);
    }

    private static TargetGroupBinding Binding(string spec, string namespaceName = "ns-1", string name = "own", string uid = "uid-1") =>
        KubernetesJson.Read<TargetGroupBinding>(
            $$"""{"metadata":{"namespace":"{{namespaceName}}","name":"{{name}}","uid":"{{uid}}"},"spec":{{spec}}}""");

    private static async Task<TargetGroupBinding> MutateAsync(FakeTargetGroups groups, string spec) =>
        await new TargetGroupBindingMutator(groups).MutateCreateAsync(Binding(spec), TestContext.Current.CancellationToken);

    private static TargetGroupBindingValidator Validator(IReadOnlyCollection<TargetGroupBinding> others) =>
        new(new ControllerConfiguration { ClusterName = "cluster-dummy", VpcId = Cluster }, new FakeTargetGroups(Groups), others);

    private static async Task<string?> ValidateAsync(string spec, params TargetGroupBinding[] others)
    {
        var binding = Binding(spec);
        return (await Record.ExceptionAsync(async () => await Validator([binding, .. others]).ValidateCreateAsync(
            binding, TestContext.Current.CancellationToken)))?.Message;
    }
}
