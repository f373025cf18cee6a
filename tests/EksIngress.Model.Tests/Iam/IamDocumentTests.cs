using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EksIngress.Model.Iam;

namespace EksIngress.Model.Tests.Iam;

public sealed class IamDocumentTests
{
    private const string Issuer = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public void ControllerPolicy_Document_IsTheRecordedOneAndWithinTheLimit()
    {
        var document = ControllerPolicy.Document("aws");

        Assert.Equal(16, document["Statement"]!.AsArray().Count);
        Assert.Null(PolicyDocumentRules.FindFault(JsonSerializer.SerializeToElement(document)));
        Golden.Equal(Golden.Folder("iam/controller-policy.json"), Encoding.UTF8.GetBytes(document.ToJsonString(Indented) + "\n"));
    }

    [Theory]
    [InlineData("aws-cn")]
    [InlineData("aws-us-gov")]
    public void ControllerPolicy_OtherPartition_NamesNoOther(string partition) =>
        Assert.DoesNotContain("arn:aws:", ControllerPolicy.Document(partition).ToJsonString(), StringComparison.Ordinal);

    [Fact]
    public void TrustPolicies_ForServiceAccount_NamesProviderSubjectAndAudience()
    {
        var arn = TrustPolicies.ProviderArn("aws", "000000000000", Issuer);

        var statement = TrustPolicies.ForServiceAccount(arn, Issuer, "shop", "cart")["Statement"]![0]!;

        Assert.Equal("arn:aws:iam::000000000000:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF", statement["Principal"]!["Federated"]!.GetValue<string>());
        Assert.Equal("sts:AssumeRoleWithWebIdentity", statement["Action"]!.GetValue<string>());
        var conditions = statement["Condition"]!["StringEquals"]!;
        Assert.Equal("sts.amazonaws.com", conditions["oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:aud"]!.GetValue<string>());
        Assert.Equal("system:serviceaccount:shop:cart", conditions["oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub"]!.GetValue<string>());
    }

    [Fact]
    public void AreEqual_DocumentAsIamReturnsIt_IsTheSame()
    {
        var wanted = TrustPolicies.ForService("eks.amazonaws.com");
        var other = JsonNode.Parse("""{"Statement":[{"Action":"sts:AssumeRole","Principal":{"Service":"eks.amazonaws.com"},"Effect":"Allow"}],"Version":"2012-10-17"}""")!;

        Assert.True(PolicyDocuments.AreEqual(wanted, Uri.EscapeDataString(PolicyDocuments.Write(wanted))));
        Assert.True(PolicyDocuments.AreEqual(wanted, other.ToJsonString(Indented)));
        Assert.False(PolicyDocuments.AreEqual(wanted, PolicyDocuments.Write(TrustPolicies.ForService("ec2.amazonaws.com"))));
        Assert.False(PolicyDocuments.AreEqual(wanted, "no document"));
    }
}
