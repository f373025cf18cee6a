using System.Text.Json;
using EksIngress.Emulator.Aws.Iam;
using EksIngress.Emulator.Aws.Policies;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Tests.State;

/// <summary>Policy documents in the state file: the text that was sent, and nothing that follows from it.</summary>
public sealed class IamDocumentStateTests
{
    private const string Trust = """{"Statement":{"Effect":"Allow","Principal":{"Service":"eks.amazonaws.com"},"Action":"sts:AssumeRole"}}""";
    private const string Identity = """{"Statement":{"Effect":"Allow","Action":"eks:ListClusters","Resource":"*"}}""";

    // As emulators wrote it that kept the meaning beside the text.
    private const string Earlier = """
        {"Json":"{}","Policy":{"HasVariables":true,"Statements":[{"Name":"#1","IsAllow":true,"Principals":null,"Actions":{"IsNegated":false,"Patterns":["eks:*"]},
         "Resources":{"IsNegated":false,"Patterns":["*"]},"Conditions":[{"Operator":{"Test":"StringEquals","IsNegated":false,"IfExists":false,"Set":"None"},"Key":"aws:userid","Values":["x"]}]}]}}
        """;

    [Theory]
    [InlineData(Trust, "Trust")]
    [InlineData(Identity, "Identity")]
    public void Write_Document_IsItsTextAlone_AndMeansTheSameAfterwards(string json, string kind)
    {
        var document = new IamDocument(json, PolicyDocumentParser.Parse(json, Enum.Parse<PolicyKind>(kind)));

        var written = JsonSerializer.Serialize(document, StateJson.Options);

        Assert.DoesNotContain("Statements", written, StringComparison.Ordinal);
        Assert.Empty(StateComparison.Differences(document, JsonSerializer.Deserialize<IamDocument>(written, StateJson.Options)));
    }

    [Fact]
    public void Read_DocumentOfAnEarlierEmulator_MeansWhatItWrote()
    {
        var document = JsonSerializer.Deserialize<IamDocument>(Earlier, StateJson.Options)!;

        Assert.Equal("eks:*", document.Policy.Statements.Single().Actions.Patterns.Single());
        Assert.Equal("aws:userid", document.Policy.Statements.Single().Conditions.Single().Key);
    }

    [Theory]
    [InlineData("""{"Json":"no policy"}""")]
    [InlineData("""{"Json":"{\"Statement\":[]}","Kind":"Trust"}""")]
    [InlineData("""{"Json":"{}","Other":1}""")]
    public void Read_NoDocument_IsSaid(string written) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<IamDocument>(written, StateJson.Options));
}
