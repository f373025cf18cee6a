namespace EksIngress.Emulator.Tests.Aws.Paging;

/// <summary>The call was refused: status and body.</summary>
internal sealed class RawCallException(int status, string code, string body) : Exception($"{status} {code} {body}")
{
    /// <summary>HTTP status and the code of the error, as the service names it: <c>400 ValidationError</c>.</summary>
    public string Answer => $"{status} {code}";
}
