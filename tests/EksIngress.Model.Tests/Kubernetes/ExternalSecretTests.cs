using System.Text;
using EksIngress.Model.Environments;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.Tests.Kubernetes;

public sealed class ExternalSecretTests
{
    private static readonly EnvironmentSpec Shop = Specs.Dev with
    {
        SecretStore = new() { Name = "aws", KeyPrefix = "shop/" },
        Parameters = [new() { Name = "api-key", Secret = true }, new() { Name = "password", Secret = true }],
        Workloads =
        [
            Specs.ServiceA with
            {
                Environment =
                [
                    new() { Name = "API_KEY", Value = "${parameters.api-key}", Secret = true },
                    new() { Name = "ConnectionStrings__db", Value = "Host=db;Password=${parameters.password};Template={{x}}", Secret = true },
                ],
            },
            Specs.ServiceB,
        ],
    };

    [Fact]
    public void Build_SecretStore_GivesAnExternalSecretAndNoSecret()
    {
        var files = KustomizeTree.Build(Shop);

        Golden.Equal(Golden.Folder("externalsecret.yaml"), files.Single(file => file.Path == "base/workload-service-a/externalsecret.yaml").Content);
        Assert.DoesNotContain(files, file => file.Path.EndsWith("/secret.yaml", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => Encoding.UTF8.GetString(file.Content.Span).Contains(Placeholders.Prefix, StringComparison.Ordinal));
    }

    [Fact]
    public void Build_SecretStore_ContainerTakesTheSecretThatTheOperatorMakes()
    {
        var deployment = YamlDocument.ReadAll(Encoding.UTF8.GetString(
            KustomizeTree.Build(Shop).Single(file => file.Path == "base/workload-service-a/deployment.yaml").Content.Span)).Single();

        Assert.Equal("service-a-secrets", deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["envFrom"]![0]!["secretRef"]!["name"]!.ToString());
    }

    [Fact]
    public void Values_SecretStore_AsksForNoSecret() => Assert.Empty(SpecParameters.Values(Shop, _ => null));

    [Fact]
    public void Faults_ExternalSecret_HasOnlyMembersOfTheDefinition() => Assert.Empty(StructuralSchema.Faults(
        ExternalSecretObjects.Definition(), ExternalSecretObjects.ExternalSecret(Shop.Workloads[0], Shop.SecretStore!)!));

    [Fact]
    public void Validate_StoreThatIsNoName_IsAFault() => Assert.Contains(
        EnvironmentValidator.Validate(Shop with { SecretStore = new() { Name = "AWS Store" } }), fault => fault.StartsWith("secretStore.name is 'AWS Store'", StringComparison.Ordinal));
}
