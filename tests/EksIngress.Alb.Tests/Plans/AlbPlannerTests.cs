using EksIngress.Alb.Plans;

namespace EksIngress.Alb.Tests.Plans;

public sealed class AlbPlannerTests
{
    private const string Objects = """
        [
          {"apiVersion":"networking.k8s.io/v1","kind":"IngressClass","metadata":{"name":"alb"},"spec":{"controller":"ingress.k8s.aws/alb"}},
          {"apiVersion":"networking.k8s.io/v1","kind":"Ingress",
           "metadata":{"namespace":"shop","name":"web","annotations":{"alb.ingress.kubernetes.io/target-type":"ip"}},
           "spec":{"ingressClassName":"alb","rules":[{"http":{"paths":[
             {"path":"/","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}},
          {"apiVersion":"v1","kind":"Service","metadata":{"namespace":"shop","name":"web","uid":"u-1"},
           "spec":{"ports":[{"port":80,"targetPort":8080}]}}
        ]
        """;

    private const string Facts = """
        {"version":1,"vpc":{"vpcId":"vpc-1"},"backendSecurityGroupId":"sg-shared","subnets":[
          {"subnetId":"subnet-a","availabilityZone":"eu-west-1a","tags":{"kubernetes.io/role/internal-elb":"1"}},
          {"subnetId":"subnet-b","availabilityZone":"eu-west-1b","tags":{"kubernetes.io/role/internal-elb":""}}]}
        """;

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plan_ObjectsFactsAndFlags_GivesTheStackOfTheGroup()
    {
        var plan = await PlanAsync(Objects, Facts, assume: false, "--cluster-name=dev");

        var group = Assert.Single(plan.Groups);
        Assert.Equal("shop/web", group.Id);
        Assert.Equal(["shop/web"], group.Members);
        Assert.Null(group.Error);
        Assert.Null(group.Missing);
        Assert.StartsWith("""{"id":"shop/web","resources":{"AWS::EC2::SecurityGroup":""", group.StackJson, StringComparison.Ordinal);
        Assert.Contains("""[{"subnetID":"subnet-a"},{"subnetID":"subnet-b"}]""", group.StackJson, StringComparison.Ordinal);
        Assert.Contains("\"sg-shared\"", group.StackJson, StringComparison.Ordinal);
        Assert.Contains("\"vpcID\":\"vpc-1\"", group.StackJson, StringComparison.Ordinal);
        Assert.Empty(plan.Assumed);
        Assert.Empty(plan.Notes);
    }

    [Fact]
    public async Task Plan_Twice_GivesTheSameBytes() => Assert.Equal(
        AlbPlanJson.Write(await PlanAsync(Objects, null, assume: true)),
        AlbPlanJson.Write(await PlanAsync(Objects, null, assume: true)));

    [Theory]
    [InlineData(null, new[] { "--aws-vpc-id=vpc-1" }, "name of the cluster", "--cluster-name")]
    [InlineData(null, new[] { "--cluster-name=dev" }, "id of the VPC", "--vpc-id")]
    [InlineData(null, new[] { "--cluster-name=dev", "--aws-vpc-id=vpc-1" }, "subnets of vpc-1", "\"subnets\"")]
    [InlineData("""{"version":1,"vpc":{"vpcId":"vpc-1"},"subnets":[]}""", new[] { "--cluster-name=dev" }, "route tables", "\"routeTables\"")]
    [InlineData("""
        {"version":1,"vpc":{"vpcId":"vpc-1"},"subnets":[
          {"subnetId":"subnet-a","availabilityZone":"a","tags":{"kubernetes.io/role/internal-elb":"1"}},
          {"subnetId":"subnet-b","availabilityZone":"b","tags":{"kubernetes.io/role/internal-elb":"1"}}]}
        """, new[] { "--cluster-name=dev" }, "backend security group", "\"backendSecurityGroupId\"")]
    public async Task Plan_FactIsMissing_SaysWhichAndWhatSuppliesIt(string? facts, string[] flags, string name, string remedy)
    {
        var plan = await PlanAsync(Objects, facts, assume: false, flags);

        var group = Assert.Single(plan.Groups);
        Assert.Null(group.StackJson);
        Assert.Null(group.Error);
        Assert.Contains(name, group.Missing!.Name, StringComparison.Ordinal);
        Assert.Contains(remedy, group.Missing.Remedy, StringComparison.Ordinal);
        Assert.Contains("--assume-defaults", group.Missing.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_DefaultsAssumed_BuildsAndNamesEveryAssumption()
    {
        var objects = """
            {"kind":"List","apiVersion":"v1","items":[
              {"apiVersion":"networking.k8s.io/v1","kind":"Ingress",
               "metadata":{"name":"web","annotations":{
                 "alb.ingress.kubernetes.io/listen-ports":"[{\"HTTPS\":443}]","alb.ingress.kubernetes.io/scheme":"internet-facing"}},
               "spec":{"ingressClassName":"alb","rules":[{"host":"shop.example.com","http":{"paths":[
                 {"path":"/","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}},
              {"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"NodePort","ports":[{"port":80}]}}]}
            """;

        var plan = await PlanAsync(objects, null, assume: true);

        Assert.NotNull(Assert.Single(plan.Groups).StackJson);
        Assert.Equal(
            [
                "IngressClass alb: controller ingress.k8s.aws/alb, without parameters",
                "cluster name: assumed",
                "VPC: vpc-assumed",
                "certificate for shop.example.com: arn:aws:acm:assumed:000000000000:certificate/assumed-shop.example.com",
                "subnets: subnet-assumed-a and subnet-assumed-b, tagged for internal and internet-facing load balancers, in two zones",
                "shared backend security group: sg-assumed-backend",
                "nodePort of port 80 of Service default/web: 30000",
            ],
            plan.Assumed);
        Assert.StartsWith("Service default/web has no metadata.uid", Assert.Single(plan.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_BuildFails_CarriesTheControllersText()
    {
        var plan = await PlanAsync(Objects.Replace("\"number\":80", "\"number\":81", StringComparison.Ordinal), Facts, assume: false, "--cluster-name=dev");

        Assert.Equal("ingress: shop/web: unable to find port 81 on service shop/web", Assert.Single(plan.Groups).Error);
    }

    [Theory]
    [InlineData("\"ingressClassName\":\"alb\"", "\"ingressClassName\":\"nginx\"", "invalid ingress class: ingressclasses.networking.k8s.io \"nginx\" not found", true)]
    [InlineData("\"ingressClassName\":\"alb\",", "", "it names no class (spec.ingressClassName), and no IngressClass is the default one", false)]
    [InlineData("ingress.k8s.aws/alb", "k8s.io/ingress-nginx", "IngressClass alb is for controller 'k8s.io/ingress-nginx', not for ingress.k8s.aws/alb", false)]
    [InlineData("\"alb.ingress.kubernetes.io/target-type\":\"ip\"", "\"kubernetes.io/ingress.class\":\"nginx\"", "annotation kubernetes.io/ingress.class is 'nginx', and the controller claims 'alb' (--ingress-class)", false)]
    [InlineData("\"annotations\":{", "\"deletionTimestamp\":\"2026-01-01T00:00:00Z\",\"annotations\":{", "it is being deleted", false)]
    [InlineData("\"annotations\":{", "\"annotations\":{\"alb.ingress.kubernetes.io/group.name\":\"A B\",", "invalid ingress group: groupName must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character", true)]
    public async Task Plan_IngressIsNotClaimed_SaysWhy(string text, string replacement, string reason, bool reported)
    {
        var plan = await PlanAsync(Objects.Replace(text, replacement, StringComparison.Ordinal), Facts, assume: false, "--cluster-name=dev");

        Assert.Empty(plan.Groups);
        Assert.Equal(new UnclaimedIngress("shop/web", reason, reported), Assert.Single(plan.Unclaimed));
    }

    [Fact]
    public async Task Plan_MemberIsLeavingItsGroup_TheGroupIsPlannedEmpty()
    {
        var objects = Objects.Replace(
            "\"annotations\":{", "\"deletionTimestamp\":\"2026-01-01T00:00:00Z\",\"finalizers\":[\"ingress.k8s.aws/resources\"],\"annotations\":{", StringComparison.Ordinal);

        var plan = await PlanAsync(objects, Facts, assume: false, "--cluster-name=dev");

        Assert.Equal("""{"id":"shop/web","resources":{"FrontendNLBTargetGroup":{"FrontendNLBTargetGroup":{"TargetGroups":{}}}}}""", Assert.Single(plan.Groups).StackJson);
        Assert.Empty(plan.Unclaimed);
    }

    [Fact]
    public async Task Plan_FactsAndFlagNameDifferentVpcs_Throws()
    {
        var exception = await Assert.ThrowsAsync<AwsFactsException>(
            () => PlanAsync(Objects, Facts, assume: false, "--cluster-name=dev", "--aws-vpc-id=vpc-2"));

        Assert.Contains("vpc-2", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<AlbPlan> PlanAsync(string objects, string? facts, bool assume, params string[] flags) => await AlbPlanner.PlanAsync(
        new AlbPlanRequest
        {
            Objects = KubernetesObjects.Parse(objects),
            Facts = facts is null ? null : AwsFactsDocument.Read(facts),
            Flags = ControllerFlags.Parse(flags),
            AssumeDefaults = assume,
        },
        Token);
}
