namespace EksIngress.Provisioner.Commands;

/// <summary>What the user gave cannot be used; nothing was touched. Ends the program with exit code 2.</summary>
/// <param name="message">The whole text for the user.</param>
public sealed class BadInputException(string message) : Exception(message);
