using EksIngress.Model.Kubernetes;
using EksIngress.Model.LoadBalancerController;

namespace EksIngress.Model.Tests.LoadBalancerController;

public sealed class ControllerObjectsTests
{
    private static readonly ControllerSettings Settings = new(
        "vpc-0123456789abcdef0",
        "arn:aws:iam::000000000000:role/dev-eu-west-1-aws-load-balancer-controller",
        new WebhookCertificate("authority", "certificate", "key"));

    [Fact]
    public void Build_Settings_GivesTheRecordedObjects() => Golden.Equal(
        Golden.Folder("controller"),
        ControllerObjects.Build(Specs.Dev, Settings)
            .Select((item, index) => (Name: $"{index:00}-{item["kind"]!.GetValue<string>().ToLowerInvariant()}-{item["metadata"]!["name"]!.GetValue<string>()}.yaml", Item: item))
            .ToDictionary(pair => pair.Name, pair => (ReadOnlyMemory<byte>)YamlDocument.Write(pair.Item), StringComparer.Ordinal));

    [Fact]
    public void Build_ServiceAccount_ComesBeforeThePodsThatNeedItsRole()
    {
        var kinds = ControllerObjects.Build(Specs.Dev, Settings).Select(item => item["kind"]!.GetValue<string>()).ToList();

        Assert.True(kinds.IndexOf("ServiceAccount") < kinds.IndexOf("Deployment"));
        Assert.True(kinds.IndexOf("Deployment") < kinds.IndexOf("ValidatingWebhookConfiguration"));
    }

    [Fact]
    public void Build_Deployment_HasTheArgumentsOfTheCluster()
    {
        var deployment = ControllerObjects.Build(Specs.Dev, Settings).Single(item => item["kind"]!.GetValue<string>() == "Deployment");

        var container = deployment["spec"]!["template"]!["spec"]!["containers"]![0]!;

        Assert.Equal("public.ecr.aws/eks/aws-load-balancer-controller:v3.5.0", container["image"]!.GetValue<string>());
        Assert.Equal(
            ["--cluster-name=dev", "--ingress-class=alb", "--aws-region=eu-west-1", "--aws-vpc-id=vpc-0123456789abcdef0"],
            container["args"]!.AsArray().Select(argument => argument!.GetValue<string>()));
    }
}
